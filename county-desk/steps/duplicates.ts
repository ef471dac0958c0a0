import type { Campaign } from '../../domain/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { type Confirmation, confirmations } from './confirmations.ts';

/** A person who was confirmed more than once in the year (X7): the first counts, all are shown. */
export interface Duplicate {
  readonly person: string;
  readonly counts: Confirmation;
  readonly others: readonly Confirmation[];
  /** Whether two kiosks, or a kiosk and another source, confirmed the person without knowing of each other. */
  readonly twoPlaces: boolean;
}

export function duplicateOf(facts: PersonFacts, campaign: Campaign): Duplicate | undefined {
  const [counts, ...others] = confirmations(facts, campaign);
  if (counts === undefined || others.length === 0) return undefined;
  const twoPlaces = others.some(({ where }) => where !== counts.where);
  return { person: facts.person, counts, others, twoPlaces };
}
