import { type CoachHint, HintPace } from '../../domain/index.ts';

/** A hint and how far the try has come, 0..1. */
export interface Coaching {
  readonly hint: CoachHint;
  readonly progress: number;
}

const PROGRESS_STEP = 0.05;
const PROGRESS_STAYS_MS = 150;

/** Holds hints back as `HintPace` says, and progress to small steps. */
export class Coach {
  private readonly pace = new HintPace();
  private said: Coaching | undefined;
  private spokeMs = 0;

  /** What should be told now, or undefined when nothing new should. `nowMs` never goes back. */
  consider(next: Coaching, nowMs: number): Coaching | undefined {
    const hint = this.pace.consider(next.hint, nowMs);
    const step = Math.abs(next.progress - (this.said?.progress ?? 0));
    const told = this.said?.hint === hint;
    if (told && (step < PROGRESS_STEP || nowMs - this.spokeMs < PROGRESS_STAYS_MS)) return undefined;
    this.spokeMs = nowMs;
    this.said = { hint, progress: next.progress };
    return this.said;
  }

  /** Begins anew. */
  reset(): void {
    this.pace.reset();
    this.said = undefined;
  }
}
