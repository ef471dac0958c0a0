import { onCut } from './dock-cut.ts';

/** Size the daemon's face pipeline was measured at. */
export const WIDTH = 640;
export const HEIGHT = 480;

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
      frameRate: { ideal: 15 },
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
  for (const track of stream.getVideoTracks()) track.addEventListener('ended', fail);
  video.srcObject = stream;
  try {
    await video.play();
  } catch (cause) {
    close();
    throw cause;
  }
  return { close };
}
