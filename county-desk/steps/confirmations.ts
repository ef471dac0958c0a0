import type { z } from 'zod';
import type { Campaign, Means, Method } from '../../domain/index.ts';
import type { Confirmation as CountedConfirmation, PersonFacts } from '../persons/index.ts';
import { standingOf } from './standing.ts';

/** One confirmation of a person in the year, as lists and papers show it. */
export interface Confirmation {
  /** Day in China. */
  readonly on: string;
  /** ISO instant; null where only the day is known. */
  readonly at: string | null;
  readonly method: z.infer<typeof Method>;
  readonly means: z.infer<typeof Means>;
  /** Number of the operator where staff judged. */
  readonly operator: string | null;
  /** Name of the kiosk, or the source of a confirmation made elsewhere. */
  readonly where: string;
}

/**
 * Every confirmation of whoever counts as confirmed, the earliest first: that one counts, the others are shown beside
 * it (X7). Nobody who is held for dead is confirmed before the county decided so (X13).
 */
export function confirmations(facts: PersonFacts, campaign: Campaign): readonly Confirmation[] {
  const standing = standingOf(facts, campaign);
  return standing.state === 'confirmed' ? [standing.counts, ...standing.duplicates].map(shown) : [];
}

function shown({ day, at, method, means, visit, source }: CountedConfirmation): Confirmation {
  return {
    on: day,
    at,
    method,
    means,
    operator: visit?.operator ?? null,
    where: visit?.kiosk ?? source ?? '',
  };
}
