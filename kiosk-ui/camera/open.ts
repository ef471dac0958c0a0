import { onCut } from './dock-cut.ts';

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
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: WIDTH },
      height: { ideal: HEIGHT },
      frameRate: { ideal: RATE },
      facingMode: 'user',
    },
  });
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
