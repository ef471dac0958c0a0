import type { FrameHead } from '../../domain/index.ts';

/** A frame may lie this long in a queue, no longer; and none comes before it was taken. */
const MOST_LAG_SPREAD_MS = 2000;

/** The count and the clock of one camera's frames: a film that is played again, or cut, does not fit them. */
export class FrameCount {
  private lastSequence = 0;
  private lastCapturedMs = 0;
  private leastLag = Number.POSITIVE_INFINITY;
  private mostLag = Number.NEGATIVE_INFINITY;

  /** Whether a frame that comes at `nowMs` is newer than the last one, and its clock runs as the device's. */
  fits({ sequence, capturedMs }: FrameHead, nowMs: number): boolean {
    if (sequence <= this.lastSequence || capturedMs < this.lastCapturedMs) return false;
    const lag = nowMs - capturedMs;
    return Math.max(this.mostLag, lag) - Math.min(this.leastLag, lag) <= MOST_LAG_SPREAD_MS;
  }

  /** Counts a frame that fits. */
  take({ sequence, capturedMs }: FrameHead, nowMs: number): void {
    this.leastLag = Math.min(this.leastLag, nowMs - capturedMs);
    this.mostLag = Math.max(this.mostLag, nowMs - capturedMs);
    this.lastSequence = sequence;
    this.lastCapturedMs = capturedMs;
  }

  /** What comes after a frame that does not fit is another film: its clock counts anew, and a page's new count from 1 too. */
  refuse({ sequence }: FrameHead): void {
    if (sequence === 1) this.begin();
    this.leastLag = Number.POSITIVE_INFINITY;
    this.mostLag = Number.NEGATIVE_INFINITY;
  }

  /** The camera was opened anew. */
  begin(): void {
    this.lastSequence = 0;
    this.lastCapturedMs = 0;
    this.leastLag = Number.POSITIVE_INFINITY;
    this.mostLag = Number.NEGATIVE_INFINITY;
  }
}
