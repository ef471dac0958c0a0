import {
  brightnessOf,
  type CameraRotation,
  FRAME_HEAD_BYTES,
  FrontHints,
  frameCut,
  hintWithoutFace,
  lookAtFace,
  type Picture,
} from '../../domain/index.ts';
import { type FromEye, ToEye } from './eye-messages.ts';
import { Landmarks } from './landmarks.ts';

/** The worker that looks at the camera's pictures, so that the page itself is never held up. */

/** Where in the picture the outline on the screen is, and how far from it a face still counts as in it. */
const OUTLINE = { x: 0.5, y: 0.52, across: 0.14, down: 0.2 } as const;
const NOSE = 1;

const paper = new OffscreenCanvas(1, 1);
const pen = paper.getContext('2d', { willReadFrequently: true });
const hints = new FrontHints();
let landmarks: Landmarks | undefined;

const tell = (message: FromEye, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

Landmarks.load().then(
  (loaded) => {
    landmarks = loaded;
  },
  (cause: unknown) => tell({ kind: 'blind', reason: cause instanceof Error ? cause.message : '' }),
);

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = ToEye.parse(data);
  if (message.kind === 'picture') take(message);
  else {
    forget();
    tell({ kind: 'forgotten' });
  }
});

function take({ picture, rotation, atMs, bytes }: Extract<ToEye, { kind: 'picture' }>): void {
  const pixels = draw(picture, rotation);
  picture.close();
  const { width, height, data } = pixels;
  if (bytes !== null) {
    new Uint8Array(bytes).set(data, FRAME_HEAD_BYTES);
    tell({ kind: 'frame', bytes, width, height, atMs }, [bytes]);
  }
  tell(look(pixels, atMs));
  data.fill(0);
}

/** The upright middle of a picture. */
function draw(picture: VideoFrame, rotation: CameraRotation): ImageData {
  if (pen === null) throw new Error('no canvas');
  const { source, width, height } = frameCut(picture.displayWidth, picture.displayHeight, rotation);
  if (paper.width !== width || paper.height !== height) {
    paper.width = width;
    paper.height = height;
  }
  const lying = rotation === 90 || rotation === 270;
  const [across, down] = lying ? [height, width] : [width, height];
  pen.setTransform(1, 0, 0, 1, width / 2, height / 2);
  pen.rotate((rotation * Math.PI) / 180);
  pen.drawImage(
    picture,
    source.x,
    source.y,
    source.width,
    source.height,
    -across / 2,
    -down / 2,
    across,
    down,
  );
  return pen.getImageData(0, 0, width, height);
}

function look(pixels: ImageData, atMs: number): FromEye {
  const nothing = { kind: 'seen', atMs, guided: false, inOutline: false, yaw: 0, hint: null } as const;
  if (landmarks === undefined) return nothing;
  const { width, height, data } = pixels;
  const picture: Picture = { width, height, channels: 4, pixels: new Uint8Array(data.buffer) };
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

function forget(): void {
  hints.reset();
  landmarks?.forget();
  landmarks = undefined;
  pen?.setTransform(1, 0, 0, 1, 0, 0);
  pen?.clearRect(0, 0, paper.width, paper.height);
  paper.width = 1;
}
