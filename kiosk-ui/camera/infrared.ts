import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, writeFrameHead, writeFramePixels } from '../../domain/index.ts';
import { PictureBytes } from './picture-bytes.ts';

/** Six pictures while a face is followed are enough; more would take time from the colour camera's. */
const PERIOD_MS = 150;

let wanted: RegExp | undefined;

/** Told with the daemon's hello: what the browser's name of the infrared camera looks like, undefined when there is none. */
export function setInfraredCamera(label: string | undefined): void {
  wanted = label === undefined ? undefined : new RegExp(label, 'i');
}

/** Whether the browser's name of a camera is the infrared camera's: that is not the one to show the person in. */
export function isInfraredCamera(label: string): boolean {
  return wanted?.test(label) ?? false;
}

/**
 * Opens the infrared camera, where the device has one, and sends its pictures to `send` until the returned function is
 * called, which overwrites what was held. A camera that is missing or fails sends nothing: the daemon tells so by its
 * code. Names of cameras are known to the browser only after one was opened.
 */
export function sendInfrared(send: (bytes: Uint8Array<ArrayBuffer>) => boolean): () => void {
  let stopped = false;
  let stop = (): void => undefined;
  openInfrared().then(
    (stream) => {
      if (stream === undefined) return;
      stop = sendFrom(stream, send);
      if (stopped) stop();
    },
    (cause: unknown) => console.warn('no infrared camera', cause instanceof Error ? cause.name : ''),
  );
  return () => {
    stopped = true;
    stop();
  };
}

async function openInfrared(): Promise<MediaStream | undefined> {
  if (wanted === undefined) return undefined;
  const devices = await navigator.mediaDevices.enumerateDevices();
  const found = devices.find(({ kind, label }) => kind === 'videoinput' && isInfraredCamera(label));
  if (found === undefined) throw new Error('none of that name');
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { deviceId: { exact: found.deviceId }, width: { max: FRAME_MAX_SIDE } },
  });
}

function sendFrom(stream: MediaStream, send: (bytes: Uint8Array<ArrayBuffer>) => boolean): () => void {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  void video.play();
  const pictures = new PictureBytes();
  const bytes = new Uint8Array(FRAME_HEAD_BYTES + FRAME_MAX_SIDE ** 2 * 4);
  const opened = performance.now();
  let [sequence, reading, stopped] = [0, false, false];
  const sendOne = async () => {
    const picture = new VideoFrame(video);
    try {
      const size = writeFramePixels(await pictures.take(picture), 0, bytes.subarray(FRAME_HEAD_BYTES));
      if (stopped) return;
      const capturedMs = Math.round(performance.now() - opened);
      writeFrameHead(bytes, { camera: 'infrared', sequence: sequence + 1, ...size, capturedMs });
      if (send(bytes.subarray(0, FRAME_HEAD_BYTES + size.width * size.height * 4))) sequence += 1;
    } finally {
      picture.close();
    }
  };
  const timer = setInterval(() => {
    if (reading || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    reading = true;
    sendOne()
      .catch((cause: unknown) =>
        console.warn('no infrared picture', cause instanceof Error ? cause.name : ''),
      )
      .finally(() => {
        reading = false;
        if (!stopped) return;
        bytes.fill(0);
        void pictures.forget();
      });
  }, PERIOD_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    bytes.fill(0);
    void pictures.forget();
  };
}
