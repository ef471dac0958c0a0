import type { RefObject } from 'preact';
import { useKiosk } from '../parts/kiosk.ts';

/** The camera's picture, upright, filling its place; `mirrored` as a person knows their own face. */
export function CameraVideo({
  video,
  mirrored,
}: {
  video: RefObject<HTMLVideoElement | null>;
  mirrored?: boolean;
}) {
  const { cameraRotation } = useKiosk();
  return (
    <div class={`camera turned-${cameraRotation} ${mirrored ? 'mirrored' : ''}`}>
      <video ref={video} muted playsInline />
    </div>
  );
}
