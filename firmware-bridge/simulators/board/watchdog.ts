import { BOARD_TIMES, MAX_CUTS } from '../../board/index.ts';

/**
 * The board's watchdog: armed by the host only, once for each cut, so that a broken cable costs one restart and not
 * one after the other; and at most three cuts an hour, so that a broken kiosk is not power-cycled for ever.
 */
export class Watchdog {
  #withinMs = 0;
  #since = 0;
  #cutUntil = 0;
  #cuts: number[] = [];
  #total = 0;

  /** Milliseconds within which it wants a kick; 0 = not armed. */
  get withinMs(): number {
    return this.#withinMs;
  }

  /** Power cuts since the board started. */
  get cuts(): number {
    return this.#total;
  }

  isCutting(now: number): boolean {
    return now < this.#cutUntil;
  }

  arm(withinMs: number, now: number): 'done' | 'bad-payload' | 'not-now' {
    if (withinMs !== 0 && (withinMs < BOARD_TIMES.watchdogMin || withinMs > BOARD_TIMES.watchdogMax))
      return 'bad-payload';
    this.#cuts = this.#cuts.filter((at) => now - at < BOARD_TIMES.cutWindow);
    if (withinMs !== 0 && this.#cuts.length >= MAX_CUTS) return 'not-now';
    this.#withinMs = withinMs;
    this.#since = now;
    return 'done';
  }

  kick(now: number): void {
    this.#since = now;
  }

  /** True at the moment at which the power is cut. While the mains fail there is nothing to win by a cut. */
  tick(now: number, powerFailing: boolean): boolean {
    if (this.#withinMs === 0) return false;
    if (powerFailing) this.#since = now;
    if (now - this.#since < this.#withinMs) return false;
    this.#withinMs = 0;
    this.#cutUntil = now + BOARD_TIMES.powerCut;
    this.#cuts.push(now);
    this.#total++;
    return true;
  }
}
