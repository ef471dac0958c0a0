import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, writeFrameHead } from '../../domain/index.ts';
import { HEIGHT, WIDTH } from './open.ts';
import { pictureBytes } from './picture-bytes.ts';

/** About 9 frames a second: enough for a head turn of a second, little enough for one core. */
const PERIOD_MS = 110;
/** How long zeros follow the last frame. */
const EMPTY_FOR_MS = 2_500;

/**
 * Sends pictures of `video` to `send` until the returned function is called, which also overwrites what was held.
 * A frame that the connection passes over is not counted.
 */
export function sendFrames(
  video: HTMLVideoElement,
  send: (bytes: Uint8Array<ArrayBuffer>) => boolean,
): () => void {
  const bytes = pictureBytes();
  const frame = new Uint8Array(FRAME_HEAD_BYTES + FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4);
  const pixels = frame.subarray(FRAME_HEAD_BYTES);
  const opened = performance.now();
  let sequence = 0;
  let reading = false;
  let stopped = false;
  const look = async () => {
    const size = await bytes.read(video, pixels);
    const whole = size === undefined ? 0 : FRAME_HEAD_BYTES + size.width * size.height * 4;
    if (stopped) frame.fill(0);
    if (stopped || size === undefined) return;
    const capturedMs = Math.round(performance.now() - opened);
    writeFrameHead(frame, { sequence: sequence + 1, ...size, capturedMs });
    if (send(frame.subarray(0, whole))) sequence += 1;
  };
  const timer = setInterval(() => {
    if (reading) return;
    reading = true;
    void look().finally(() => {
      reading = false;
    });
  }, PERIOD_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
    frame.fill(0);
    bytes.forget();
    sendEmpty(frame, send);
  };
}

/**
 * Frames went through buffers of the browser's network process, which nobody overwrites: zeros follow them the same
 * way. They are no frame, so the daemon drops them even when another try has begun.
 */
function sendEmpty(frame: Uint8Array<ArrayBuffer>, send: (bytes: Uint8Array<ArrayBuffer>) => boolean): void {
  const zeros = frame.subarray(0, FRAME_HEAD_BYTES + WIDTH * HEIGHT * 4);
  const until = performance.now() + EMPTY_FOR_MS;
  const sendOne = () => {
    send(zeros);
    if (performance.now() < until) setTimeout(sendOne, PERIOD_MS);
  };
  sendOne();
}
