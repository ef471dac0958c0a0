import type { LedgerEvent } from '../../domain/index.ts';

export type ClockStep = Extract<LedgerEvent, { event: 'clock-step' }>;

/** Milliseconds by which the clocks may part between two looks: a time server's slow correction is less. */
const STEP_MS = 2000;

/** Notices that the wall clock was set, by the monotonic clock beside it. */
export class ClockSteps {
  /** Wall clock less monotonic clock at the last look, milliseconds. */
  #apart: number;

  /** `wall` is in milliseconds since 1970, `monotonic` in milliseconds of a clock that never jumps. */
  constructor(wall: number, monotonic: number) {
    this.#apart = wall - monotonic;
  }

  /** What to tell when the wall clock was set since the last look. */
  look(wall: number, monotonic: number): ClockStep | undefined {
    const apart = wall - monotonic;
    const step = apart - this.#apart;
    this.#apart = apart;
    if (Math.abs(step) < STEP_MS) return undefined;
    const seconds = Math.min(Math.round(Math.abs(step) / 1000), 0xffff_ffff);
    return { event: 'clock-step', way: step > 0 ? 'forward' : 'back', seconds };
  }
}
