import type { CoachHint } from './face.ts';

/** What the daemon asks the person to do or tells of the outcome; everything else corrects how the person stands. */
const INSTRUCTIONS: ReadonlySet<CoachHint> = new Set(['turn-left', 'turn-right', 'turn-back', 'good']);

/** Whether a hint is a step of the turn, and no correction. */
export function isInstruction(hint: CoachHint): boolean {
  return INSTRUCTIONS.has(hint);
}

/**
 * Which hint stands on the screen: the daemon's steps of the turn and its count of people (the screen counts none) come
 * before all; else what the screen sees itself, which is some frames earlier; else the daemon's.
 */
export function hintToShow(daemons: CoachHint, screens: CoachHint | undefined): CoachHint {
  return isInstruction(daemons) || daemons === 'one-person' ? daemons : (screens ?? daemons);
}

/** Corrections that follow each other faster can be neither heard nor obeyed. */
const CORRECTION_EVERY_MS = 2000;
/** An instruction stays this long whatever comes. */
const INSTRUCTION_STAYS_MS = 1000;

/**
 * Holds sentences back, so that a person of 85 can follow: a correction at most every 2 s; an instruction at once over
 * any correction, and then for a second. `good` ends it all and waits for nothing.
 */
export class HintPace {
  private shown: CoachHint | undefined;
  private shownMs = 0;
  private correctedMs = Number.NEGATIVE_INFINITY;

  /** The hint to show when `wanted` is what would help now; `nowMs` never goes back. */
  consider(wanted: CoachHint, nowMs: number): CoachHint {
    if (this.shown !== undefined && (wanted === this.shown || nowMs < this.freeMs(wanted))) return this.shown;
    this.shown = wanted;
    this.shownMs = nowMs;
    if (!isInstruction(wanted)) this.correctedMs = nowMs;
    return wanted;
  }

  /** Begins anew. */
  reset(): void {
    this.shown = undefined;
    this.correctedMs = Number.NEGATIVE_INFINITY;
  }

  /** From when `wanted` may take the place of what is shown. */
  private freeMs(wanted: CoachHint): number {
    if (wanted === 'good') return 0;
    const stays =
      this.shown !== undefined && isInstruction(this.shown) ? this.shownMs + INSTRUCTION_STAYS_MS : 0;
    return isInstruction(wanted) ? stays : Math.max(stays, this.correctedMs + CORRECTION_EVERY_MS);
  }
}
