import type { ErrorCode, LedgerEvent } from '../../domain/index.ts';
import type { DevicePart } from './part-states.ts';

export type HealthEvent = Extract<LedgerEvent, { event: 'device-health' }>;

/** A change is told when it has lasted so long, in milliseconds. */
export const LASTS_MS = 10_000;
/** So many changes of one part are told in an hour; then it is waited until the hour is over. */
export const MOST_IN_AN_HOUR = 6;
const HOUR_MS = 3_600_000;

interface Told {
  state: HealthEvent['state'];
  /** With which error it went bad. */
  code: ErrorCode | null;
  /** Since when it has been otherwise, and why. */
  otherwise: { readonly since: number; readonly code: ErrorCode | null } | undefined;
  times: number[];
}

/**
 * Turns what is seen of the parts into the few events that the log is worth: a part that turned bad, or good again.
 * Pure; the clock comes in as milliseconds that never go back. Every part counts as good at the beginning.
 */
export class HealthDebounce {
  readonly #parts = new Map<DevicePart, Told>();

  /** The part is so now; `code` is null while it is well. */
  seen(part: DevicePart, code: ErrorCode | null, now: number): void {
    const told = this.#told(part);
    const state = code === null ? 'good' : 'bad';
    if (state === told.state) told.otherwise = undefined;
    else told.otherwise = { since: told.otherwise?.since ?? now, code };
  }

  /** Somebody is at work with the devices: what was seen so far has not lasted yet. */
  hold(now: number): void {
    for (const told of this.#parts.values())
      if (told.otherwise !== undefined) told.otherwise = { ...told.otherwise, since: now };
  }

  /** Whether a part is seen otherwise than it was told last. */
  get unsettled(): boolean {
    return [...this.#parts.values()].some(({ otherwise }) => otherwise !== undefined);
  }

  /** What is to be told now; each event is given once. */
  due(now: number): HealthEvent[] {
    const events: HealthEvent[] = [];
    for (const [part, told] of this.#parts) {
      const { otherwise } = told;
      if (otherwise === undefined || now - otherwise.since < LASTS_MS) continue;
      told.times = told.times.filter((at) => now - at < HOUR_MS);
      if (told.times.length >= MOST_IN_AN_HOUR) continue;
      told.times.push(now);
      told.state = otherwise.code === null ? 'good' : 'bad';
      told.code = otherwise.code ?? told.code;
      told.otherwise = undefined;
      if (told.code !== null)
        events.push({ event: 'device-health', part, code: told.code, state: told.state });
    }
    return events;
  }

  #told(part: DevicePart): Told {
    const known = this.#parts.get(part);
    if (known !== undefined) return known;
    const fresh: Told = { state: 'good', code: null, otherwise: undefined, times: [] };
    this.#parts.set(part, fresh);
    return fresh;
  }
}
