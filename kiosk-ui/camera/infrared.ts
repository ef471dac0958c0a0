import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, writeFrameHead } from '../../domain/index.ts';

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
  const canvas = document.createElement('canvas');
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  const bytes = new Uint8Array(FRAME_HEAD_BYTES + FRAME_MAX_SIDE ** 2 * 4);
  const opened = performance.now();
  let sequence = 0;
  const timer = setInterval(() => {
    const scale = Math.min(1, FRAME_MAX_SIDE / Math.max(video.videoWidth, video.videoHeight));
    const width = Math.floor(video.videoWidth * scale);
    const height = Math.floor(video.videoHeight * scale);
    if (paper === null || width === 0 || height === 0) return;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    paper.drawImage(video, 0, 0, width, height);
    const picture = paper.getImageData(0, 0, width, height);
    const frame = bytes.subarray(0, FRAME_HEAD_BYTES + picture.data.length);
    const capturedMs = Math.round(performance.now() - opened);
    writeFrameHead(frame, { camera: 'infrared', sequence: sequence + 1, width, height, capturedMs });
    frame.set(picture.data, FRAME_HEAD_BYTES);
    picture.data.fill(0);
    if (send(frame)) sequence += 1;
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    bytes.fill(0);
    paper?.clearRect(0, 0, canvas.width, canvas.height);
    canvas.width = 1;
  };
}
