import { z } from 'zod';
import type { ScoreBand } from '../../domain/index.ts';

/** Scores from which a comparison is `accept` and from which it is `unsure`; below that it is `different`. */
export const Bands = z.object({ accept: z.number(), unsure: z.number() });
export type Bands = z.infer<typeof Bands>;

/** The band that a score lies in. */
export function bandOf(score: number, bands: Bands): ScoreBand {
  if (score >= bands.accept) return 'accept';
  return score >= bands.unsure ? 'unsure' : 'different';
}
