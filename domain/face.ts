import { z } from 'zod';
import { ErrorCodeText } from './error-code.ts';

/** The side towards which the person is asked to turn the head: the person's own left or right. */
export const TurnSide = z.enum(['left', 'right']);
export type TurnSide = z.infer<typeof TurnSide>;

/** The one hint that helps most now; texts are in the catalogue under `coach.<hint>`. */
export const CoachHint = z.enum([
  'look-here',
  'closer',
  'farther',
  'centre',
  'one-person',
  'more-light',
  'less-light',
  'hat-off',
  'mask-off',
  'hold-still',
  'turn-left',
  'turn-right',
  'turn-back',
  'good',
]);
export type CoachHint = z.infer<typeof CoachHint>;

/** Where a score lies among the bands of config/face.json. Only `accept` decides; the others lead to people. */
export const ScoreBand = z.enum(['accept', 'unsure', 'different']);
export type ScoreBand = z.infer<typeof ScoreBand>;

/** How one try of the face step ended. */
export const FaceTry = z.object({
  result: z.enum(['matched', 'not-matched', 'not-live', 'no-face']),
  /** How much the live face is like the card's, at most 1; -1 when no face was found. */
  score: z.number(),
  /** Band of the score, null when no face was compared. */
  band: ScoreBand.nullable(),
  /** Score from which the band is `accept`. */
  threshold: z.number(),
  model: z.string(),
  /** What kept the try from a result where it was the device or the place and not the person: a frozen camera, the dark. */
  code: ErrorCodeText.nullable(),
});
export type FaceTry = z.infer<typeof FaceTry>;

/** Pixels, row by row from the top, 3 (RGB) or 4 (RGBA) bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array;
}

/** Which camera a frame is of. */
export type FrameCamera = 'colour' | 'infrared';

/** Binary camera frame on the websocket: a 16-byte head, then RGBA rows from the top. */
export const FRAME_HEAD_BYTES = 16;
/** The first 4 bytes of a frame, big-endian: `YFF1` of the colour camera, `YFI1` of the infrared camera beside it. */
export const FRAME_MAGIC: Readonly<Record<FrameCamera, number>> = {
  colour: 0x59464631,
  infrared: 0x59464931,
};
/** Largest side of a frame that the daemon takes, in pixels. */
export const FRAME_MAX_SIDE = 640;

export interface FrameHead {
  readonly camera: FrameCamera;
  /** Counts up by one a frame from 1. */
  readonly sequence: number;
  readonly width: number;
  readonly height: number;
  /** Milliseconds since the camera was opened, as the browser says. */
  readonly capturedMs: number;
}

/** Writes the head of a frame, of the colour camera unless it says otherwise, into the first 16 bytes of `target`. */
export function writeFrameHead(
  target: Uint8Array,
  head: Omit<FrameHead, 'camera'> & Partial<Pick<FrameHead, 'camera'>>,
): void {
  const view = new DataView(target.buffer, target.byteOffset, FRAME_HEAD_BYTES);
  view.setUint32(0, FRAME_MAGIC[head.camera ?? 'colour']);
  view.setUint32(4, head.sequence);
  view.setUint16(8, head.width);
  view.setUint16(10, head.height);
  view.setUint32(12, head.capturedMs);
}

/** Reads and checks a frame's head; undefined when magic, size or length do not fit. */
export function readFrameHead(frame: Uint8Array): FrameHead | undefined {
  if (frame.byteLength < FRAME_HEAD_BYTES) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const magic = view.getUint32(0);
  if (magic !== FRAME_MAGIC.colour && magic !== FRAME_MAGIC.infrared) return undefined;
  const head: FrameHead = {
    camera: magic === FRAME_MAGIC.colour ? 'colour' : 'infrared',
    sequence: view.getUint32(4),
    width: view.getUint16(8),
    height: view.getUint16(10),
    capturedMs: view.getUint32(12),
  };
  if (head.width < 1 || head.height < 1 || head.width > FRAME_MAX_SIDE || head.height > FRAME_MAX_SIDE)
    return undefined;
  return frame.byteLength === FRAME_HEAD_BYTES + head.width * head.height * 4 ? head : undefined;
}
