import type { ErrorCode } from '../../domain/index.ts';

/** One line of the technician's log a code and minute, one entry of the device's log a code and hour. */
const SAID_EVERY_MS = 60_000;
const LOGGED_EVERY_MS = 3_600_000;

/** Refusals that no stranger without a key of this county can bring about: each is worth an entry in the log. */
const SECURITY: ReadonlySet<ErrorCode> = new Set(['E-LINE-011', 'E-LINE-013', 'E-LINE-021', 'E-LINE-023']);

export interface RefusalSinks {
  /** The technician's log. */
  say(code: ErrorCode, count: number, address: string): void;
  /** The device's own log, which the county reads. */
  log(code: ErrorCode, count: number): void;
}

/**
 * Counts who was turned away. A stranger who knocks without end must fill neither of the logs, so each code is told
 * at most so often, with how many there were since.
 */
export class Refusals {
  readonly #sinks: RefusalSinks;
  readonly #now: () => number;
  readonly #counts = new Map<ErrorCode, { all: number; unsaid: number; unlogged: number }>();
  readonly #saidAt = new Map<ErrorCode, number>();
  readonly #loggedAt = new Map<ErrorCode, number>();

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(sinks: RefusalSinks, now: () => number) {
    this.#sinks = sinks;
    this.#now = now;
  }

  /** Somebody or something was refused, from this address. */
  note(code: ErrorCode, address: string): void {
    const count = this.#counts.get(code) ?? { all: 0, unsaid: 0, unlogged: 0 };
    count.all += 1;
    count.unsaid += 1;
    count.unlogged += 1;
    this.#counts.set(code, count);
    if (this.#due(this.#saidAt, code, SAID_EVERY_MS)) {
      this.#sinks.say(code, count.unsaid, address);
      count.unsaid = 0;
    }
    if (SECURITY.has(code) && this.#due(this.#loggedAt, code, LOGGED_EVERY_MS)) {
      this.#sinks.log(code, count.unlogged);
      count.unlogged = 0;
    }
  }

  /** How often each code was, since the start. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].map(([code, { all }]) => [code, all]));
  }

  #due(at: Map<ErrorCode, number>, code: ErrorCode, everyMs: number): boolean {
    const now = this.#now();
    const last = at.get(code);
    if (last !== undefined && now - last < everyMs) return false;
    at.set(code, now);
    return true;
  }
}
