import type { FaceLandmarker } from '@mediapipe/tasks-vision';
import { HEIGHT, WIDTH } from './open.ts';

/** What the picture shows now, only to light the outline and fill the arrow: the daemon decides by its own eyes. */
export interface Guidance {
  readonly inOutline: boolean;
  /** Degrees of the head's turn; positive = towards the person's own left. */
  readonly yaw: number;
}

const PERIOD_MS = 120;
const WASM = '/vision/wasm';
const MODEL = '/vision/face_landmarker.task';

/**
 * Watches `video` with MediaPipe's FaceLandmarker (CPU delegate: the GPU one takes 200 ms a frame in software).
 * Without model or WebAssembly there is no guidance and the visit goes on. The result stops and forgets.
 */
export function guide(video: HTMLVideoElement, tell: (guidance: Guidance) => void): () => void {
  let stopped = false;
  let landmarker: FaceLandmarker | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  void create().then(
    (made) => {
      if (stopped) return made.close();
      landmarker = made;
      timer = setInterval(() => look(made, video, tell), PERIOD_MS);
    },
    (cause: unknown) => console.warn('no face guidance', cause instanceof Error ? cause.message : ''),
  );
  return () => {
    stopped = true;
    clearInterval(timer);
    if (landmarker !== undefined) forget(landmarker);
  };
}

async function create(): Promise<FaceLandmarker> {
  const vision = await import('@mediapipe/tasks-vision');
  return vision.FaceLandmarker.createFromOptions(await vision.FilesetResolver.forVisionTasks(WASM), {
    baseOptions: { modelAssetPath: MODEL, delegate: 'CPU' },
    runningMode: 'VIDEO',
    numFaces: 1,
    outputFacialTransformationMatrixes: true,
  });
}

function look(landmarker: FaceLandmarker, video: HTMLVideoElement, tell: (guidance: Guidance) => void): void {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const seen = landmarker.detectForVideo(video, performance.now());
  const nose = seen.faceLandmarks[0]?.[1];
  const matrix = seen.facialTransformationMatrixes[0]?.data;
  if (nose === undefined) {
    tell({ inOutline: false, yaw: 0 });
    return;
  }
  // Third column of the column-major matrix: where the face looks, x to the right of the unmirrored picture.
  const yaw = (Math.atan2(matrix?.[8] ?? 0, matrix?.[10] ?? 1) * 180) / Math.PI;
  tell({ inOutline: Math.abs(nose.x - 0.5) < 0.14 && Math.abs(nose.y - 0.52) < 0.2, yaw });
}

/** The graph keeps its last picture in WebAssembly memory: an empty one takes its place before it is closed. */
function forget(landmarker: FaceLandmarker): void {
  const empty = document.createElement('canvas');
  empty.width = WIDTH;
  empty.height = HEIGHT;
  empty.getContext('2d')?.fillRect(0, 0, WIDTH, HEIGHT);
  landmarker.detectForVideo(empty, performance.now());
  landmarker.close();
}
