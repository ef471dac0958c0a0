import {
  type CameraRotation,
  type CoachHint,
  FRAME_HEAD_BYTES,
  FRAME_MAX_SIDE,
  writeFrameHead,
} from '../../domain/index.ts';
import { FromEye, type ToEye } from './eye-messages.ts';

/** What a picture shows, only to guide: the daemon decides by its own eyes. */
export interface Guidance {
  /** When the camera's picture was presented, milliseconds of `performance.now()`. */
  readonly atMs: number;
  readonly inOutline: boolean;
  /** Degrees of the head's turn; positive = towards the person's own left. */
  readonly yaw: number;
  /** What helps most, undefined when the picture is good or nothing looked. */
  readonly hint: CoachHint | undefined;
}

export interface EyeListener {
  guidance(guidance: Guidance): void;
  /** A frame for the daemon; the bytes are overwritten when this returns. False when it was passed over. */
  frame(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** The eye can't be used at all: no more frames will come. */
  broken(): void;
}

/** Twelve frames a second to the daemon: enough for a head turn of a second, little enough for one core. */
const SEND_EVERY_MS = 1000 / 12;
/** Twenty pictures a second are looked at, where camera and machine are that quick. */
const LOOK_EVERY_MS = 1000 / 20;
/** Marks and measures that the page keeps for a benchmark. */
const MOST_MARKS = 300;
const FORGET_WITHIN_MS = 1000;
/** How long zeros follow the last frame, and how many at a time: a usual frame's length. */
const ZEROS_FOR_MS = 2500;
const ZEROS = FRAME_HEAD_BYTES + 640 * 480 * 4;
/** A worker that is at one picture for longer, loading its networks included, will not come back. */
const HANGS_MS = 8000;

let waiting: Worker | undefined;

/** Starts a worker that loads its networks and waits for the next `Eye`: the camera then guides from its first picture. */
export function prepareEye(): void {
  if (waiting !== undefined) return;
  const worker = startWorker();
  waiting = worker;
  // One that can't even be loaded is tried again when it is needed, and told of then.
  worker.onerror = () => {
    if (waiting === worker) waiting = undefined;
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./eye.worker.ts', import.meta.url), { type: 'module' });
}

function takeWorker(): Worker {
  const worker = waiting ?? startWorker();
  waiting = undefined;
  return worker;
}

/**
 * The page's side of the worker that cuts, sends and looks at pictures. One picture is on its way at a time: a slow
 * machine looks at fewer. `close` has everything overwritten before the worker ends.
 */
export class Eye {
  private readonly worker = takeWorker();
  private readonly listener: EyeListener;
  private readonly rotation: CameraRotation;
  private readonly openedMs = performance.now();
  /** The one frame's memory; undefined while the worker has it. */
  private memory: ArrayBuffer | undefined = new ArrayBuffer(FRAME_HEAD_BYTES + FRAME_MAX_SIDE ** 2 * 4);
  private sequence = 0;
  /** Since when the worker is at a picture; undefined when it waits for one. */
  private busyMs: number | undefined;
  private closing = false;
  private lookAtMs = 0;
  private sendAtMs = 0;
  private marks = 0;

  constructor(rotation: CameraRotation, listener: EyeListener) {
    this.rotation = rotation;
    this.listener = listener;
    this.worker.onmessage = ({ data }: MessageEvent<unknown>) => this.said(FromEye.parse(data));
    this.worker.onerror = (event) => {
      console.warn('the eye is broken', event.message);
      if (!this.closing) listener.broken();
    };
  }

  /** Shows the eye a new picture of the camera, unless it is still busy or had enough. */
  see(video: HTMLVideoElement, presentedMs: number): void {
    const now = performance.now();
    const look = now >= this.lookAtMs;
    const send = now >= this.sendAtMs && this.memory !== undefined;
    if (this.closing) return;
    if (this.busyMs !== undefined && now - this.busyMs > HANGS_MS) this.listener.broken();
    if (this.busyMs !== undefined || !(look || send)) return;
    if (look) this.lookAtMs = next(this.lookAtMs, LOOK_EVERY_MS, now);
    if (send) this.sendAtMs = next(this.sendAtMs, SEND_EVERY_MS, now);
    const bytes = send ? (this.memory ?? null) : null;
    if (bytes !== null) this.memory = undefined;
    this.busyMs = now;
    const picture = new VideoFrame(video, { timestamp: Math.round(presentedMs * 1000) });
    this.tell(
      { kind: 'picture', picture, rotation: this.rotation, atMs: presentedMs, bytes },
      bytes === null ? [picture] : [picture, bytes],
    );
  }

  /** Ends the worker after it has overwritten what it held. */
  close(): void {
    this.closing = true;
    if (this.memory !== undefined) new Uint8Array(this.memory).fill(0);
    this.tell({ kind: 'forget' });
    setTimeout(() => this.worker.terminate(), FORGET_WITHIN_MS);
    this.sendZeros(performance.now() + ZEROS_FOR_MS);
  }

  /**
   * Frames went through buffers of the browser's network process, which nobody overwrites: zeros follow them the same
   * way. They are no frame, so the daemon drops them even when another try has begun.
   */
  private sendZeros(untilMs: number): void {
    this.listener.frame(new Uint8Array(ZEROS));
    if (performance.now() < untilMs) setTimeout(() => this.sendZeros(untilMs), SEND_EVERY_MS);
  }

  private tell(message: ToEye, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  private said(message: FromEye): void {
    switch (message.kind) {
      case 'frame':
        this.send(message);
        break;
      case 'seen':
        this.busyMs = undefined;
        if (this.closing || !message.guided) return;
        this.mark();
        this.listener.guidance({
          atMs: message.atMs,
          inOutline: message.inOutline,
          yaw: message.yaw,
          hint: message.hint ?? undefined,
        });
        break;
      case 'blind':
        console.warn('no face guidance', message.reason);
        break;
      case 'forgotten':
        this.worker.terminate();
    }
  }

  private send({ bytes, width, height, atMs }: Extract<FromEye, { kind: 'frame' }>): void {
    this.memory = bytes;
    const frame = new Uint8Array(bytes, 0, FRAME_HEAD_BYTES + width * height * 4);
    if (!this.closing) {
      const capturedMs = Math.max(0, Math.round(atMs - this.openedMs));
      writeFrameHead(frame, { sequence: this.sequence + 1, width, height, capturedMs });
      if (this.listener.frame(frame)) this.sequence += 1;
    }
    frame.fill(0);
  }

  /** A mark for each picture that was looked at. */
  private mark(): void {
    performance.mark('face-guidance');
    this.marks += 1;
    if (this.marks < MOST_MARKS) return;
    this.marks = 0;
    performance.clearMarks('face-guidance');
  }
}

/** The next turn of something that happens every `everyMs`; what was missed is not made up for. */
function next(dueMs: number, everyMs: number, now: number): number {
  return Math.max(dueMs + everyMs, now - everyMs);
}
