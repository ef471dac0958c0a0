import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useKiosk } from '../parts/kiosk.ts';
import { sendFrames } from './frames.ts';
import { type Guidance, guide } from './guide.ts';
import { type OpenCamera, openCamera } from './open.ts';

type CameraState = 'opening' | 'open' | 'lost';

/**
 * Runs the camera while the component stands: `face` sends frames and guides, `view` only shows the person to the
 * staff. When the component goes, tracks are stopped and every picture held here is overwritten.
 */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  use: 'face' | 'view' | 'off',
): { state: CameraState; guidance: Guidance } {
  const { act, frame } = useKiosk();
  const [state, setState] = useState<CameraState>('opening');
  const [guidance, setGuidance] = useState<Guidance>({ inOutline: false, yaw: 0 });
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
      stops.push(sendFrames(element, frame), guide(element, setGuidance));
    }, lost);
    return () => {
      gone = true;
      stop();
      camera?.close();
    };
  }, [act, frame, use, video]);
  return { state, guidance };
}
