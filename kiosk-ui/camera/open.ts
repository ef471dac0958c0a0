import { onCut } from './dock-cut.ts';
import { isInfraredCamera } from './infrared.ts';

/** What the camera is asked for; what it gives is cut to it (domain/frame-cut.ts). */
const WIDTH = 640;
const HEIGHT = 480;
const RATE = 30;
/** A camera that is muted for longer shows nothing. */
const MUTED_MS = 2000;

export interface OpenCamera {
  close(): void;
}

/**
 * Opens the camera into `video`. `lost` is called once when the camera dies, is unplugged or the dock cuts it.
 * Rejects when there is none or it is in use (X10).
 */
export async function openCamera(video: HTMLVideoElement, lost: () => void): Promise<OpenCamera> {
  const stream = await colourStream();
  let open = true;
  const close = () => {
    open = false;
    forgetCut();
    for (const track of stream.getTracks()) track.stop();
    video.pause();
    video.srcObject = null;
  };
  const fail = () => {
    if (!open) return;
    close();
    lost();
  };
  const forgetCut = onCut(fail);
  for (const track of stream.getVideoTracks()) {
    track.addEventListener('ended', fail);
    track.addEventListener('mute', () => setTimeout(() => track.muted && fail(), MUTED_MS));
  }
  video.srcObject = stream;
  try {
    await video.play();
  } catch (cause) {
    close();
    throw cause;
  }
  return { close };
}

const WANTED = {
  width: { ideal: WIDTH },
  height: { ideal: HEIGHT },
  frameRate: { ideal: RATE },
  facingMode: 'user',
} as const;

/** A camera that shows the person in colour. Names of cameras are known to the browser only after one was opened. */
async function colourStream(): Promise<MediaStream> {
  const first = await navigator.mediaDevices.getUserMedia({ audio: false, video: WANTED });
  if (!first.getVideoTracks().some(({ label }) => isInfraredCamera(label))) return first;
  for (const track of first.getTracks()) track.stop();
  const devices = await navigator.mediaDevices.enumerateDevices();
  const other = devices.find(({ kind, label }) => kind === 'videoinput' && !isInfraredCamera(label));
  if (other === undefined) throw new Error('no camera but the infrared one');
  const video = { ...WANTED, deviceId: { exact: other.deviceId } };
  return navigator.mediaDevices.getUserMedia({ audio: false, video });
}
