import type { FaceBands } from '../../config/index.ts';
import type { ScoreBand } from '../../domain/index.ts';

/** The band that a score lies in. */
export function bandOf(score: number, bands: FaceBands): ScoreBand {
  if (score >= bands.accept) return 'accept';
  return score >= bands.unsure ? 'unsure' : 'different';
}
