import { FRAME_HEAD_BYTES, writeFrameHead } from '../../domain/index.ts';
import { HEIGHT, WIDTH } from './open.ts';

/** About 9 frames a second: enough for a head turn of a second, little enough for one core. */
const PERIOD_MS = 110;

/**
 * Sends pictures of `video` to `send` until the returned function is called, which also overwrites what was held.
 * A frame that the connection passes over is not counted.
 */
export function sendFrames(
  video: HTMLVideoElement,
  send: (bytes: Uint8Array<ArrayBuffer>) => boolean,
): () => void {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  const frame = new Uint8Array(FRAME_HEAD_BYTES + WIDTH * HEIGHT * 4);
  const opened = performance.now();
  let sequence = 0;
  const timer = setInterval(() => {
    if (paper === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    paper.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const picture = paper.getImageData(0, 0, WIDTH, HEIGHT);
    writeFrameHead(frame, {
      sequence: sequence + 1,
      width: WIDTH,
      height: HEIGHT,
      capturedMs: Math.round(performance.now() - opened),
    });
    frame.set(picture.data, FRAME_HEAD_BYTES);
    picture.data.fill(0);
    if (send(frame)) sequence += 1;
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
    frame.fill(0);
    paper?.clearRect(0, 0, WIDTH, HEIGHT);
    canvas.width = 1;
  };
}
