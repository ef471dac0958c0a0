import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useKiosk } from '../parts/kiosk.ts';
import { Eye, type Guidance } from './eye.ts';
import { sendInfrared } from './infrared.ts';
import { watchPictures } from './new-pictures.ts';
import { type OpenCamera, openCamera } from './open.ts';

type CameraState = 'opening' | 'open' | 'lost';

/**
 * Runs the camera while the component stands: `face` sends frames and tells `guide` what they show, `view` only shows
 * the person to the staff. When the component goes, tracks are stopped and every picture held here is overwritten.
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  use: 'face' | 'view' | 'off',
  guide: (guidance: Guidance) => void = () => undefined,
): CameraState {
  const { act, frame, cameraRotation } = useKiosk();
  const [state, setState] = useState<CameraState>('opening');
  const guided = useRef(guide);
  guided.current = guide;
  useEffect(() => {
    const element = video.current;
    if (element === null || use === 'off') return;
    let gone = false;
    let failed = false;
    let camera: OpenCamera | undefined;
    const stops: (() => void)[] = [];
    const stop = () => {
      for (const end of stops.splice(0)) end();
    };
    const lost = () => {
      stop();
      camera?.close();
      // A camera that dies while it is being opened fails twice, and is told once.
      if (gone || failed) return;
      failed = true;
      setState('lost');
      if (use === 'face') act({ act: 'camera-failed' });
    };
    openCamera(element, lost).then((opened) => {
      if (gone) return opened.close();
      camera = opened;
      setState('open');
      if (use !== 'face') return;
      act({ act: 'camera-ready' });
      const eye = new Eye(cameraRotation, {
        guidance: (guidance) => guided.current(guidance),
        frame,
        broken: lost,
      });
      stops.push(
        watchPictures(element, (presentedMs) => eye.see(element, presentedMs), lost),
        sendInfrared(frame),
        () => eye.close(),
      );
    }, lost);
    return () => {
      gone = true;
      stop();
      camera?.close();
    };
  }, [act, cameraRotation, frame, use, video]);
  return state;
}
