import { createHash } from 'node:crypto';

/** When the power goes in one round. */
export type Cut =
  /** `share` of a whole visit's time after its first screen, 0 to 1. */
  | { readonly around: 'visit'; readonly share: number }
  /** Milliseconds after the mark is made; below 0 before it. */
  | { readonly around: 'signing'; readonly offsetMs: number };

/** The append lies in this time around the mark. */
const SIGNING_MS = 60;

/** The round's cut: every second one around the signing act, the others over the whole visit. */
export function cutOf(seed: string, round: number): Cut {
  const random = createHash('sha256').update(`${seed} ${round}`).digest().readUInt32BE() / 2 ** 32;
  return round % 2 === 0
    ? { around: 'visit', share: random }
    : { around: 'signing', offsetMs: (random * 2 - 1) * SIGNING_MS };
}

/** Milliseconds to wait on the signing screen before mark and cut, so that neither lies in the past. */
export const MARK_AFTER_MS = SIGNING_MS;
