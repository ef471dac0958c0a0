import { type ErrorCode, type FaceTry, tooDark } from '../../domain/index.ts';
import type { Newness } from './seen-frames.ts';
import type { QuarterTurn } from './turned-picture.ts';

/** A camera frame as the worker got it. */
export interface CameFrame {
  /** When it came, in milliseconds of the daemon's clock. */
  readonly arrivedMs: number;
  /** The frame's own number: those that nobody had time to look at are counted by it. */
  readonly sequence: number;
  readonly newness: Newness;
}

/** What a picture showed that was looked at. */
export interface PictureSeen {
  /** Mean brightness, 0..255. */
  readonly brightness: number;
  readonly faces: number;
  /** Whether a second person stood there, and not far behind. */
  readonly several: boolean;
}

/** What the infrared camera had to say against the try; undefined when nothing, or when there is none. */
export type InfraredObjection = 'no-pictures' | 'no-face' | undefined;

/** Nothing is said of a try that was shorter. */
const LEAST_TRY_MS = 2000;
/** A camera in use gives at least 5 pictures a second, in the dark too. */
const LEAST_RATE = 3;
/** A rate over a shorter time says nothing. */
const LEAST_RATE_SECONDS = 1;
/** The longest that a picture stands still at that rate is a tenth of this. */
const STOOD_STILL_MS = 3000;
/** Mean of a picture in which nothing but light is left. */
const TOO_BRIGHT = 235;
/** Share of the pictures that makes "through the whole try". */
const THROUGHOUT = 0.9;
const MOSTLY = 0.8;
const FEW = 5;
/** Frames that a camera cannot have sent; a few may be an accident: a page loaded anew, a machine that stood still. */
const FORGED = 5;

/**
 * Observes one try and says at its end which fault of the device or the place explains best that it came to nothing.
 * It keeps counts only. The rules, in their order, are those of `explain`.
 */
export class TryWitness {
  private beganMs = 0;
  private first: CameFrame | undefined;
  private last: CameFrame | undefined;
  /** When the picture that is shown now was first seen. */
  private newSinceMs = 0;
  private stoodStillMs = 0;
  private fresh = 0;
  private frames = 0;
  private forged = 0;
  private seen = 0;
  private dark = 0;
  private bright = 0;
  private withFace = 0;
  private several = 0;
  private lying: QuarterTurn = 0;

  /** A new try, at `nowMs` of the daemon's clock. */
  begin(nowMs: number): void {
    this.beganMs = nowMs;
    this.first = undefined;
    this.last = undefined;
    this.newSinceMs = nowMs;
    this.stoodStillMs = 0;
    this.fresh = 0;
    this.frames = 0;
    this.forged = 0;
    this.seen = 0;
    this.dark = 0;
    this.bright = 0;
    this.withFace = 0;
    this.several = 0;
    this.lying = 0;
  }

  /** A frame came, with the same picture as before or another. */
  came(frame: CameFrame): void {
    this.first ??= frame;
    this.last = frame;
    this.frames++;
    if (frame.newness === 'repeated') this.forged++;
    if (frame.newness === 'still') {
      this.stoodStillMs = Math.max(this.stoodStillMs, frame.arrivedMs - this.newSinceMs);
      return;
    }
    this.newSinceMs = frame.arrivedMs;
    this.fresh++;
  }

  /** A frame was refused at its head. */
  refused(): void {
    this.forged++;
  }

  /** What the picture of the frame that came last showed. */
  saw(picture: PictureSeen): void {
    this.seen++;
    if (tooDark(picture.brightness)) this.dark++;
    if (picture.brightness > TOO_BRIGHT) this.bright++;
    if (picture.faces > 0) this.withFace++;
    if (picture.several) this.several++;
  }

  /** By how many degrees the picture must be turned for its face to stand upright (SidewaysFace), 0 when not at all. */
  lies(turn: QuarterTurn): void {
    this.lying = turn;
  }

  /** The turn that the picture needs, as last told. */
  get turnNeeded(): QuarterTurn {
    return this.lying;
  }

  /**
   * The code that explains best why the try ended as it did at `nowMs`, null when it was the person or nothing.
   *
   * 1. matched, not-matched, or a try of less than 2 s: none.
   * 2. E-FACE-007: nine in ten pictures were too dark, or nine in ten too bright.
   * 3. E-FACE-009: at least five frames were refused or came again after others.
   * 4. E-FACE-012: there should be an infrared camera, and it gave nothing.
   * 5. E-FACE-005: one picture stood for 3 s, because the same came again or no other did.
   * 6. E-FACE-006: no picture at all, or fewer than three new ones a second.
   * 7. E-FACE-008: a face stands upright only when the picture is turned.
   * 8. E-FACE-010: a second person in eight of ten pictures with a face, at least five of them.
   * 9. E-FACE-011: the infrared camera saw no face where the colour camera saw one.
   */
  explain(result: FaceTry['result'], nowMs: number, infrared?: InfraredObjection): ErrorCode | null {
    if (result === 'matched' || result === 'not-matched') return null;
    if (nowMs - this.beganMs < LEAST_TRY_MS) return null;
    const throughout = THROUGHOUT * this.seen;
    if (this.seen > 0 && (this.dark >= throughout || this.bright >= throughout)) return 'E-FACE-007';
    if (this.forged >= FORGED) return 'E-FACE-009';
    if (infrared === 'no-pictures') return 'E-FACE-012';
    if (this.last === undefined) return 'E-FACE-006';
    if (Math.max(this.stoodStillMs, nowMs - this.newSinceMs) >= STOOD_STILL_MS) return 'E-FACE-005';
    if (this.rate() < LEAST_RATE) return 'E-FACE-006';
    if (this.lying !== 0) return 'E-FACE-008';
    if (this.several >= FEW && this.several >= MOSTLY * this.withFace) return 'E-FACE-010';
    return infrared === 'no-face' ? 'E-FACE-011' : null;
  }

  /** New pictures a second: the frames that were sent, times the share of new ones among those that were looked at. */
  private rate(): number {
    const { first, last } = this;
    if (first === undefined || last === undefined) return 0;
    const seconds = (last.arrivedMs - first.arrivedMs) / 1000;
    if (seconds < LEAST_RATE_SECONDS) return Number.POSITIVE_INFINITY;
    return ((last.sequence - first.sequence) / seconds) * (this.fresh / this.frames);
  }
}
