import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, readFrameHead } from '../../domain/index.ts';
import { lockPages } from './lock-pages.ts';

const SLOT_BYTES = FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4;
/** One frame is looked at while the next one waits. */
const SLOTS = 2;

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

  constructor() {
    for (const bytes of this.bytes) lockPages(bytes);
  }

  /**
   * Copies a binary camera frame (domain/face.ts) into a free slot. Undefined when it's malformed, not newer than the
   * last one, or no slot is free.
   */
  take(frame: Uint8Array): TakenFrame | undefined {
    const head = readFrameHead(frame);
    if (head === undefined || head.sequence <= this.lastSequence || head.capturedMs < this.lastCapturedMs)
      return undefined;
    const slot = this.bytes.findIndex((_, index) => !this.busy.has(index));
    const bytes = this.bytes[slot];
    if (bytes === undefined) return undefined;
    bytes.set(frame.subarray(FRAME_HEAD_BYTES));
    this.busy.add(slot);
    this.lastSequence = head.sequence;
    this.lastCapturedMs = head.capturedMs;
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
  }

  freeAll(): void {
    this.busy.clear();
  }

  wipe(): void {
    for (const bytes of this.bytes) bytes.fill(0);
  }
}
