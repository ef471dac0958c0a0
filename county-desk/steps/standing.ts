import type { Campaign } from '../../domain/index.ts';
import { type PersonFacts, type PersonState, stateOf } from '../persons/index.ts';

/**
 * The instant for decisions about a person: all that was ever told counts. A kiosk whose clock runs ahead writes visits that
 * lie after now, and nobody may be suspended for that.
 */
export const ALL_THAT_IS_KNOWN = '9999-12-31T23:59:59.999Z';

/** Where a person stands by all that these facts hold: the state that figures count them under (A16). */
export function standingOf(facts: PersonFacts, campaign: Campaign): PersonState {
  return stateOf(facts, campaign, ALL_THAT_IS_KNOWN);
}
