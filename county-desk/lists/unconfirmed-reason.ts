import type { PersonFacts } from '../persons/index.ts';
import {
  callBackOf,
  circumstanceOf,
  contactLog,
  deathQuestions,
  diedOn,
  isConfirmedPerson,
  pendingVisits,
} from '../steps/index.ts';

/**
 * Why somebody is not confirmed (A73): one code a person, stable from year to year. The words for it stand in
 * config/county-texts. The order is the order of asking: what the county has to clear up itself goes first.
 */
export const UNCONFIRMED_REASONS = [
  'U01', // alive-claim: the roster says dead, the person came
  'U02', // found dead, date known
  'U03', // a question about the person's death is open
  'U04', // waits for the county's decision
  'U05', // came to another county's station
  'U06', // in hospital
  'U07', // in prison
  'U08', // abroad
  'U09', // kept away otherwise
  'U10', // says that they do not want to confirm
  'U11', // waits for a call back
  'U12', // reached, has not come yet
  'U13', // moved, address to be found
  'U14', // could not be reached
  'U15', // began at a kiosk and left
  'U16', // nobody has tried yet
] as const;
export type UnconfirmedReason = (typeof UNCONFIRMED_REASONS)[number];

const AWAY = { hospital: 'U06', prison: 'U07', abroad: 'U08', other: 'U09' } as const;

/** The reason code of a person; undefined for whoever is confirmed. */
export function unconfirmedReason(facts: PersonFacts): UnconfirmedReason | undefined {
  if (isConfirmedPerson(facts)) return undefined;
  const pending = pendingVisits(facts);
  if (pending.some(({ aliveClaim }) => aliveClaim)) return 'U01';
  if (diedOn(facts) !== undefined) return 'U02';
  if (deathQuestions(facts).length > 0) return 'U03';
  if (pending.some(({ visit }) => visit.outcome === 'PENDING_COUNTY')) return 'U04';
  if (pending.length > 0) return 'U05';
  const away = circumstanceOf(facts);
  if (away !== undefined) return AWAY[away];
  const lastAttempt = contactLog(facts).at(-1)?.outcome;
  if (facts.visits.some(({ outcome }) => outcome === 'DECLINED_ALL') || lastAttempt === 'refused')
    return 'U10';
  if (callBackOf(facts) !== undefined) return 'U11';
  if (lastAttempt === 'reached') return 'U12';
  if (lastAttempt === 'moved') return 'U13';
  if (lastAttempt === 'not-reached') return 'U14';
  if (facts.visits.some(({ outcome }) => outcome === 'ABANDONED')) return 'U15';
  return 'U16';
}
