import { type Campaign, dayInChina } from '../../domain/index.ts';
import { ageBand } from './age-band.ts';
import type { Confirmation } from './confirmations.ts';
import type { DeathFacts } from './death.ts';
import type { PersonFacts } from './facts.ts';

/** What is to be known of a person beside the state. */
export interface PersonFlags {
  /** A home visit was made this year. */
  readonly homeVisited: boolean;
  /** 80 or older and not visited at home: owed whatever the kiosk confirmed (A30, X31). Younger ones owe by quota. */
  readonly homeVisitOwed: boolean;
  /** The register says so, or the county approved it and has not decided on resumption. */
  readonly suspended: boolean;
  /** Suspended and confirmed, and the county has not decided whether payments go on (A50, X30). */
  readonly resumeTask: boolean;
  /** First day of the announcement (A47); null when the person was not announced this year. */
  readonly announcedFrom: string | null;
  /** Logged attempts to reach the person or family this year (A48). */
  readonly contactAttempts: number;
  /** In hospital, in prison, abroad: no candidate for suspension; null when nothing of the kind is known. */
  readonly circumstance: 'hospital' | 'prison' | 'abroad' | 'other' | null;
  /** Re-checked in the national system this year (A54). */
  readonly rechecked: boolean;
  /** A call back was wanted and nobody was reached since (X23). */
  readonly callbackOpen: boolean;
  /** A hardship that is followed up (A26). */
  readonly hardshipOpen: boolean;
  /** Somebody or some list says that the person died, and the county has not settled it. */
  readonly deathQuestion: boolean;
  /** The visit that counts was written with a clock that was suspect: its time proves little. */
  readonly clockSuspect: boolean;
}

/** Reads the flags of a person. `confirmed` are the confirmations that count or are duplicates, the earliest first. */
export function flagsOf(
  facts: PersonFacts,
  campaign: Campaign,
  confirmed: readonly Confirmation[],
  death: DeathFacts,
): PersonFlags {
  const homeVisited = confirmed.some(({ method }) => method === 'home-visit');
  const band = facts.roster === null ? null : ageBand(facts.roster.born, campaign.ageAsOf);
  return {
    homeVisited,
    homeVisitOwed: band === '80+' && !death.settled && !homeVisited,
    ...suspension(facts, campaign.year, confirmed.length > 0),
    ...steps(facts, campaign.year),
    callbackOpen: callbackOpen(facts),
    deathQuestion: death.question !== null,
    clockSuspect: confirmed[0]?.visit?.clock === 'suspect',
  };
}

/** Of any year: who was suspended in February stays so in October. A decision on resumption ends it. */
function suspension(facts: PersonFacts, year: number, confirmed: boolean) {
  let suspended = facts.roster?.status === 'suspended';
  let decided = false;
  for (const act of facts.acts) {
    if (act.act === 'suspension-approved') {
      suspended = true;
      decided = false;
    }
    if (act.act !== 'resumption-decided') continue;
    if (act.year === year) decided = true;
    if (act.decision === 'resume') suspended = false;
  }
  return { suspended, resumeTask: suspended && confirmed && !decided };
}

function steps(facts: PersonFacts, year: number) {
  let announcedFrom: string | null = null;
  let contactAttempts = 0;
  let circumstance: PersonFlags['circumstance'] = null;
  let rechecked = false;
  let hardshipOpen = false;
  for (const act of facts.acts) {
    if (act.act === 'hardship') hardshipOpen = act.state === 'open';
    if (act.act === 'circumstance') circumstance = act.kind === 'over' ? null : act.kind;
    if (act.year !== year) continue;
    if (act.act === 'announced' && (announcedFrom === null || act.from < announcedFrom))
      announcedFrom = act.from;
    if (act.act === 'contact-attempt') contactAttempts += 1;
    if (act.act === 'rechecked') rechecked = true;
  }
  return { announcedFrom, contactAttempts, circumstance, rechecked, hardshipOpen };
}

/** A wish to be called is open until an attempt on that day or later reached somebody. */
function callbackOpen(facts: PersonFacts): boolean {
  const wanted = facts.visits.filter(({ event }) => event === 'callback-wanted').at(-1);
  if (wanted === undefined) return false;
  const day = dayInChina(Date.parse(wanted.at));
  return !facts.acts.some(
    (act) => act.act === 'contact-attempt' && act.outcome === 'reached' && act.on >= day,
  );
}
