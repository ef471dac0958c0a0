/** Who only walks past is gone again by then, in milliseconds. */
const STANDS_AFTER_MS = 1_500;

/**
 * Invites whoever comes to stand before the idle screen, once: not those who walk past, and at most once in
 * `everyMs` milliseconds (0 = never), so that a kiosk in a corridor does not talk all day.
 */
export class Invitation {
  readonly #everyMs: number;
  readonly #invite: () => void;
  #waiting: NodeJS.Timeout | undefined;
  #lastAt: number | undefined;

  constructor(everyMs: number, invite: () => void) {
    this.#everyMs = everyMs;
    this.#invite = invite;
  }

  /** Somebody came near or went. `now`: milliseconds of a clock that never jumps. */
  near(near: boolean, now: number): void {
    clearTimeout(this.#waiting);
    if (!near || this.#everyMs === 0) return;
    if (this.#lastAt !== undefined && now - this.#lastAt < this.#everyMs) return;
    this.#waiting = setTimeout(() => {
      this.#lastAt = now;
      this.#invite();
    }, STANDS_AFTER_MS);
  }

  stop(): void {
    clearTimeout(this.#waiting);
  }
}
