import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, type FrameCamera, readFrameHead } from '../../domain/index.ts';
import { FrameCount } from './frame-count.ts';
import { lockPages } from './lock-pages.ts';

const SLOT_BYTES = FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4;
/** Slots of each camera: of the colour camera one frame is looked at while the next one waits. */
const SLOTS_OF: Readonly<Record<FrameCamera, readonly number[]>> = { colour: [0, 1], infrared: [2] };
/** A frame that was taken into a slot. */
export interface TakenFrame {
  readonly camera: FrameCamera;
  readonly slot: number;
  readonly sequence: number;
  readonly width: number;
  readonly height: number;
  readonly capturedMs: number;
  /** When it came, by the daemon's clock. */
  readonly arrivedMs: number;
}

/** The shared memory that camera frames go through to the worker: made once, no frame is ever kept elsewhere. */
export class FrameSlots {
  readonly shared: readonly SharedArrayBuffer[];
  private readonly bytes: readonly Uint8Array[];
  private readonly busy = new Set<number>();
  private readonly counts: Partial<Record<FrameCamera, FrameCount>>;

  /** `infrared` says whether the device has an infrared camera; without one its frames are refused. */
  constructor(infrared = false) {
    this.counts = { colour: new FrameCount(), ...(infrared ? { infrared: new FrameCount() } : {}) };
    const slots = [...SLOTS_OF.colour, ...(infrared ? SLOTS_OF.infrared : [])];
    this.shared = slots.map(() => new SharedArrayBuffer(SLOT_BYTES));
    this.bytes = this.shared.map((buffer) => new Uint8Array(buffer));
    for (const bytes of this.bytes) lockPages(bytes);
  }

  /**
   * Copies a binary camera frame (domain/face.ts) into a free slot. `busy` when none is free; `refused` when it's
   * malformed, not newer than the last one, or its time doesn't fit the clock of this device: then it comes from no camera
   * that runs now. `nowMs` is a clock that never goes back.
   */
  take(frame: Uint8Array, nowMs: number): TakenFrame | 'busy' | 'refused' {
    // What a closed camera sends to overwrite buffers on the way (kiosk-ui/camera/eye.ts) is no frame and no forgery.
    const zeros = frame.subarray(0, FRAME_HEAD_BYTES).every((byte) => byte === 0);
    if (zeros && frame.length >= FRAME_HEAD_BYTES) return 'busy';
    const head = readFrameHead(frame);
    const count = head === undefined ? undefined : this.counts[head.camera];
    if (head === undefined || count === undefined || !count.fits(head, nowMs)) {
      if (head !== undefined) count?.refuse(head);
      return 'refused';
    }
    const slot = SLOTS_OF[head.camera].find((index) => !this.busy.has(index));
    const bytes = slot === undefined ? undefined : this.bytes[slot];
    if (slot === undefined || bytes === undefined) return 'busy';
    count.take(head, nowMs);
    bytes.set(frame.subarray(FRAME_HEAD_BYTES));
    this.busy.add(slot);
    return { ...head, slot, arrivedMs: nowMs };
  }

  /** The worker is done with a slot. */
  free(slot: number): void {
    this.busy.delete(slot);
  }

  /** A new try: the camera may have been opened anew, so its count may begin anew. */
  beginCount(): void {
    this.counts.colour?.begin();
    this.counts.infrared?.begin();
  }

  freeAll(): void {
    this.busy.clear();
  }

  wipe(): void {
    for (const bytes of this.bytes) bytes.fill(0);
  }
}
