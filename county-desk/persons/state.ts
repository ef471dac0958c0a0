import { type Campaign, dayInChina, isConfirmed } from '../../domain/index.ts';
import { type AgeBand, ageBand } from './age-band.ts';
import { type Confirmation, confirmationsOf, decisions } from './confirmations.ts';
import { type DeathFacts, deathFacts } from './death.ts';
import type { PersonFacts, VisitFact } from './facts.ts';
import { flagsOf, type PersonFlags } from './flags.ts';

/** Every state a person can be in; each person is in exactly one (A16). All but the first and `deceased` are open. */
export const STATE_NAMES = [
  'confirmed',
  'pending',
  'referred',
  'deceased-question',
  'not-accepted',
  'declined',
  'abandoned',
  'called-back',
  'unseen',
  'deceased',
] as const;
export type StateName = (typeof STATE_NAMES)[number];

/** Where a person stands in a year's campaign. */
export type PersonState = {
  readonly flags: PersonFlags;
  /** Null for whoever is not on the roster: only the roster tells the birth date. */
  readonly band: AgeBand | null;
} & (
  | {
      readonly state: 'confirmed';
      /** The earliest, which counts. */
      readonly counts: Confirmation;
      /** The others, the earliest first: at another kiosk, by the county, or elsewhere (X7). */
      readonly duplicates: readonly Confirmation[];
    }
  | {
      readonly state: 'pending';
      readonly visit: VisitFact;
      /** The register or a settled list says that this person is dead (X13): the first thing to look at. */
      readonly aliveClaim: boolean;
    }
  | {
      readonly state: 'referred' | 'not-accepted' | 'declined' | 'abandoned' | 'called-back';
      /** The visit that says so; the last of its kind. */
      readonly visit: VisitFact;
    }
  | { readonly state: 'deceased-question'; readonly saidOn: string }
  | { readonly state: 'deceased'; readonly diedOn: string | null }
  | { readonly state: 'unseen' }
);

/**
 * The state of a person at an instant (ISO): pure, from what the kiosks' logs, the roster and the county's own ledger
 * say. Nobody whom the register holds dead counts as confirmed before the county decided on that visit (X13).
 */
export function stateOf(all: PersonFacts, campaign: Campaign, asOf: string): PersonState {
  const facts = { ...all, visits: all.visits.filter(({ at }) => at <= asOf) };
  const confirmed = confirmationsOf(facts, campaign.year);
  const death = deathFacts(facts);
  const about = {
    flags: flagsOf(facts, campaign, confirmed, death),
    band: facts.roster === null ? null : ageBand(facts.roster.born, campaign.ageAsOf),
  };
  const decided = decisions(facts.acts, campaign.year);
  const undecided = (visit: VisitFact): boolean => visit.visit === null || !decided.has(visit.visit);
  const accepted = ({ visit }: Confirmation): boolean => visit === null || !undecided(visit);

  if (death.settled) {
    const later = confirmed.filter(({ day }) => isAfterDeath(day, death));
    if (!later.some(accepted)) {
      const visit = aliveClaim(facts.visits.filter(undecided), death);
      return visit === undefined
        ? { ...about, state: 'deceased', diedOn: death.diedOn }
        : { ...about, state: 'pending', visit, aliveClaim: true };
    }
  }
  const [counts, ...duplicates] = confirmed;
  if (counts !== undefined) return { ...about, state: 'confirmed', counts, duplicates };
  const lastOf = (wanted: (visit: VisitFact) => boolean): VisitFact | undefined =>
    facts.visits.findLast(wanted);
  const pending = lastOf((visit) => visit.outcome === 'PENDING_COUNTY' && undecided(visit));
  if (pending !== undefined) return { ...about, state: 'pending', visit: pending, aliveClaim: false };
  const referred = lastOf((visit) => visit.outcome === 'REFERRED' && undecided(visit));
  if (referred !== undefined) return { ...about, state: 'referred', visit: referred };
  if (death.question !== null) return { ...about, state: 'deceased-question', saidOn: death.question.saidOn };
  // What the person said, or the county, goes before a visit that was merely left.
  const said = lastOf(
    (visit) => visit.outcome === 'DECLINED_ALL' || (visit.outcome !== null && !undecided(visit)),
  );
  if (said !== undefined)
    return { ...about, state: said.outcome === 'DECLINED_ALL' ? 'declined' : 'not-accepted', visit: said };
  const abandoned = lastOf((visit) => visit.outcome === 'ABANDONED');
  if (abandoned !== undefined) return { ...about, state: 'abandoned', visit: abandoned };
  const calling = lastOf((visit) => visit.event === 'callback-wanted');
  if (calling !== undefined) return { ...about, state: 'called-back', visit: calling };
  return { ...about, state: 'unseen' };
}

/** The last visit of somebody who is held to be dead, made after the day of death or with no day known. */
function aliveClaim(visits: readonly VisitFact[], death: DeathFacts): VisitFact | undefined {
  return visits.findLast(
    ({ outcome, at }) =>
      outcome !== null &&
      (isConfirmed(outcome) || outcome === 'PENDING_COUNTY') &&
      isAfterDeath(dayInChina(Date.parse(at)), death),
  );
}

function isAfterDeath(day: string, death: DeathFacts): boolean {
  return death.diedOn === null || day > death.diedOn;
}
