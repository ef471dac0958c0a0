import type { CoachHint } from '../../domain/index.ts';

/** A hint and how far the try has come, 0..1. */
export interface Coaching {
  readonly hint: CoachHint;
  readonly progress: number;
}

/** A hint that changes faster than this can't be followed. */
const HINT_STAYS_MS = 700;
const PROGRESS_STEP = 0.05;
const PROGRESS_STAYS_MS = 150;

/** Holds hints back, so that the person can follow: one change of the hint each 0.7 s, progress in small steps. */
export class Coach {
  private said: Coaching | undefined;
  private changedMs = 0;
  private spokeMs = 0;

  /** What should be told now, or undefined when nothing new should. `nowMs` never goes back. */
  consider(next: Coaching, nowMs: number): Coaching | undefined {
    const changed = this.said?.hint !== next.hint;
    if (this.said !== undefined) {
      if (changed && nowMs - this.changedMs < HINT_STAYS_MS) return undefined;
      const step = Math.abs(next.progress - this.said.progress);
      if (!changed && (step < PROGRESS_STEP || nowMs - this.spokeMs < PROGRESS_STAYS_MS)) return undefined;
    }
    if (changed) this.changedMs = nowMs;
    this.spokeMs = nowMs;
    this.said = next;
    return next;
  }

  /** Begins anew. */
  reset(): void {
    this.said = undefined;
  }
}
