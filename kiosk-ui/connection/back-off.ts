const FIRST_MS = 300;
const LONGEST_MS = 5_000;

/** Milliseconds to wait before connection attempt `attempt` (0 = the first again): doubling up to 5 s. */
export function backOff(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(attempt, 10), LONGEST_MS);
}
