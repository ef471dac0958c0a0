import { useRef, useState } from 'preact/hooks';
import type { CoachHint } from '../../../domain/index.ts';
import { CameraVideo, type Guidance, useCamera } from '../../camera/index.ts';
import { CheckSign } from '../../pictures/index.ts';

/** Turn of the head at which the arrow is full, in degrees. */
const FULL_TURN = 20;

interface MirrorProps {
  readonly hint: CoachHint;
  /** 0..1, how far the try has come. */
  readonly progress: number;
  /** Told what each picture shows. */
  readonly guide: (guidance: Guidance) => void;
}

/**
 * The person as in a mirror, in an oval with the progress around it. An arrow points to the person's own left or
 * right, which in a mirror is the same side of the screen; a bar of light stands at that edge.
 */
export function Mirror({ hint, progress, guide }: MirrorProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [inOutline, setInOutline] = useState(false);
  /** Degrees, whole: the page is drawn anew only where it would look different. */
  const [yaw, setYaw] = useState(0);
  useCamera(video, 'face', (guidance) => {
    setInOutline(guidance.inOutline);
    setYaw(Math.round(guidance.yaw));
    guide(guidance);
  });
  const turned = Math.max(0, Math.min(1, (hint === 'turn-left' ? yaw : -yaw) / FULL_TURN));
  return (
    <div class={`mirror hint-${hint} ${inOutline ? 'in-outline' : ''}`} data-hint={hint}>
      <Arrow side="left" share={hint === 'turn-left' ? turned : 0} />
      <div class="oval">
        <CameraVideo video={video} mirrored />
        <svg viewBox="0 0 300 400" aria-hidden="true">
          <ellipse class="outline" cx="150" cy="200" rx="138" ry="188" />
          <ellipse
            class="outline-done"
            cx="150"
            cy="200"
            rx="138"
            ry="188"
            pathLength={100}
            stroke-dasharray={`${progress * 100} 100`}
            transform="rotate(180 150 200)"
          />
        </svg>
        {hint === 'good' ? (
          <div class="mirror-sign">
            <CheckSign />
          </div>
        ) : null}
      </div>
      <Arrow side="right" share={hint === 'turn-right' ? turned : 0} />
    </div>
  );
}

/** Points outwards to `side`; `share` of it is filled as the head turns. */
function Arrow({ side, share }: { side: 'left' | 'right'; share: number }) {
  return (
    <svg class={`arrow arrow-${side}`} viewBox="0 0 100 100" aria-hidden="true">
      <g transform={side === 'right' ? 'translate(100 0) scale(-1 1)' : undefined}>
        <path class="arrow-body" d="M48 8 L6 50 L48 92 V68 H94 V32 H48 Z" />
        <path class="arrow-full" d="M94 50 H14" pathLength={100} stroke-dasharray={`${share * 100} 100`} />
      </g>
    </svg>
  );
}
