import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, readFrameHead } from '../../domain/index.ts';
import { lockPages } from './lock-pages.ts';

const SLOT_BYTES = FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4;
/** One frame is looked at while the next one waits. */
const SLOTS = 2;

/** A frame may lie this long in a queue, no longer; and none comes before it was taken. */
const MOST_LAG_SPREAD_MS = 2000;

/** A frame that was taken into a slot. */
export interface TakenFrame {
  readonly slot: number;
  readonly width: number;
  readonly height: number;
  readonly capturedMs: number;
}

/** The shared memory that camera frames go through to the worker: made once, no frame is ever kept elsewhere. */
export class FrameSlots {
  readonly shared: readonly SharedArrayBuffer[] = Array.from(
    { length: SLOTS },
    () => new SharedArrayBuffer(SLOT_BYTES),
  );
  private readonly bytes = this.shared.map((buffer) => new Uint8Array(buffer));
  private readonly busy = new Set<number>();
  private lastSequence = 0;
  private lastCapturedMs = 0;
  private leastLag = Number.POSITIVE_INFINITY;
  private mostLag = Number.NEGATIVE_INFINITY;

  constructor() {
    for (const bytes of this.bytes) lockPages(bytes);
  }

  /**
   * Copies a binary camera frame (domain/face.ts) into a free slot. `busy` when none is free; `refused` when it's
   * malformed, not newer than the last one, or its time doesn't fit the clock of this device: then it comes from no camera
   * that runs now. `nowMs` is a clock that never goes back.
   */
  take(frame: Uint8Array, nowMs: number): TakenFrame | 'busy' | 'refused' {
    const head = readFrameHead(frame);
    if (head === undefined || head.sequence <= this.lastSequence || head.capturedMs < this.lastCapturedMs)
      return 'refused';
    const lag = nowMs - head.capturedMs;
    const [least, most] = [Math.min(this.leastLag, lag), Math.max(this.mostLag, lag)];
    if (most - least > MOST_LAG_SPREAD_MS) return 'refused';
    const slot = this.bytes.findIndex((_, index) => !this.busy.has(index));
    const bytes = this.bytes[slot];
    if (bytes === undefined) return 'busy';
    [this.leastLag, this.mostLag] = [least, most];
    this.lastSequence = head.sequence;
    this.lastCapturedMs = head.capturedMs;
    bytes.set(frame.subarray(FRAME_HEAD_BYTES));
    this.busy.add(slot);
    return { slot, width: head.width, height: head.height, capturedMs: head.capturedMs };
  }

  /** The worker is done with a slot. */
  free(slot: number): void {
    this.busy.delete(slot);
  }

  /** A new try: the camera may have been opened anew, so its count may begin anew. */
  beginCount(): void {
    this.lastSequence = 0;
    this.lastCapturedMs = 0;
    this.leastLag = Number.POSITIVE_INFINITY;
    this.mostLag = Number.NEGATIVE_INFINITY;
  }

  freeAll(): void {
    this.busy.clear();
  }

  wipe(): void {
    for (const bytes of this.bytes) bytes.fill(0);
  }
}
