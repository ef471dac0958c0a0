import {
  brightnessOf,
  FRAME_HEAD_BYTES,
  FRAME_MAX_SIDE,
  FrontHints,
  hintWithoutFace,
  lookAtFace,
  type Picture,
  writeFramePixels,
} from '../../domain/index.ts';
import { type FromEye, ToEye } from './eye-messages.ts';
import { Landmarks } from './landmarks.ts';
import { PictureBytes } from './picture-bytes.ts';

/** The worker that looks at the camera's pictures, so that the page itself is never held up. */

/** Where in the picture the outline on the screen is, and how far from it a face still counts as in it. */
const OUTLINE = { x: 0.5, y: 0.52, across: 0.14, down: 0.2 } as const;
const NOSE = 1;

/** The upright frame: what is sent and what is looked at. */
const upright = new Uint8ClampedArray(FRAME_MAX_SIDE ** 2 * 4);
const bytesOf = new PictureBytes();
const hints = new FrontHints();
let landmarks: Landmarks | undefined;
/** One message after the other. A picture that can't be read is a broken invariant: the page takes it for a dead camera. */
let tail: Promise<void> = Promise.resolve();

const tell = (message: FromEye, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

Landmarks.load().then(
  (loaded) => {
    landmarks = loaded;
  },
  (cause: unknown) => tell({ kind: 'blind', reason: cause instanceof Error ? cause.message : '' }),
);

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = ToEye.parse(data);
  tail = tail
    .then(() => (message.kind === 'picture' ? take(message) : forget()))
    .catch((cause: unknown) => {
      // Out of the promise, so that the page hears of it.
      setTimeout(() => {
        throw cause;
      });
    });
});

async function take({ picture, rotation, atMs, bytes }: Extract<ToEye, { kind: 'picture' }>): Promise<void> {
  let size: { width: number; height: number };
  try {
    size = writeFramePixels(await bytesOf.take(picture), rotation, upright);
  } finally {
    picture.close();
  }
  const pixels = upright.subarray(0, size.width * size.height * 4);
  if (bytes !== null) {
    new Uint8Array(bytes).set(pixels, FRAME_HEAD_BYTES);
    tell({ kind: 'frame', bytes, ...size, atMs }, [bytes]);
  }
  tell(look(new ImageData(pixels, size.width, size.height), atMs));
}

function look(pixels: ImageData, atMs: number): FromEye {
  const nothing = { kind: 'seen', atMs, guided: false, inOutline: false, yaw: 0, hint: null } as const;
  if (landmarks === undefined) return nothing;
  const { width, height, data } = pixels;
  const picture: Picture = {
    width,
    height,
    channels: 4,
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
  if (!landmarks.find(pixels))
    return { ...nothing, guided: true, hint: hintWithoutFace(brightnessOf(picture)) };
  const { mesh } = landmarks;
  const seen = lookAtFace(picture, mesh, [], atMs);
  const offX = (mesh[3 * NOSE] ?? 0) / width - OUTLINE.x;
  const offY = (mesh[3 * NOSE + 1] ?? 0) / height - OUTLINE.y;
  return {
    kind: 'seen',
    atMs,
    guided: true,
    inOutline: Math.abs(offX) < OUTLINE.across && Math.abs(offY) < OUTLINE.down,
    yaw: seen.yaw,
    hint: hints.hintOf(seen) ?? null,
  };
}

async function forget(): Promise<void> {
  hints.reset();
  landmarks?.forget();
  landmarks = undefined;
  upright.fill(0);
  await bytesOf.forget();
  tell({ kind: 'forgotten' });
}
