import type { Campaign } from '../../domain/index.ts';
import { type PersonFacts, type PersonState, stateOf } from '../persons/index.ts';

/** Facts are those of their instant already: nothing of them lies after it. */
const NO_LATER_THAN = '9999-12-31T23:59:59.999Z';

/** Where a person stands by all that these facts hold: the state that figures count them under (A16). */
export function standingOf(facts: PersonFacts, campaign: Campaign): PersonState {
  return stateOf(facts, campaign, NO_LATER_THAN);
}
