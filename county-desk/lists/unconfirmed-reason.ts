import type { Campaign } from '../../domain/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { contactLog, standingOf } from '../steps/index.ts';

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
  'U17', // came, and the county did not accept it
] as const;
export type UnconfirmedReason = (typeof UNCONFIRMED_REASONS)[number];

const AWAY = { hospital: 'U06', prison: 'U07', abroad: 'U08', other: 'U09' } as const;
const TRIED = {
  reached: 'U12',
  moved: 'U13',
  'not-reached': 'U14',
  refused: 'U10',
  'said-dead': 'U03',
} as const;

/** The reason code of a person; undefined for whoever is confirmed. It goes by the state that figures count (A16). */
export function unconfirmedReason(facts: PersonFacts, campaign: Campaign): UnconfirmedReason | undefined {
  const standing = standingOf(facts, campaign);
  switch (standing.state) {
    case 'confirmed':
      return undefined;
    case 'pending':
      return standing.aliveClaim ? 'U01' : 'U04';
    case 'referred':
      return 'U05';
    case 'deceased':
      return 'U02';
    case 'deceased-question':
      return 'U03';
    default: {
      const { circumstance, callbackOpen } = standing.flags;
      if (circumstance !== null) return AWAY[circumstance];
      if (standing.state === 'declined') return 'U10';
      if (standing.state === 'not-accepted') return 'U17';
      if (callbackOpen) return 'U11';
      const last = contactLog(facts).at(-1);
      if (last !== undefined) return TRIED[last.outcome];
      return standing.state === 'abandoned' ? 'U15' : 'U16';
    }
  }
}
