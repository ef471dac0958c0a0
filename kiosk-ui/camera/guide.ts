import type { FaceLandmarker } from '@mediapipe/tasks-vision';
import { FRAME_MAX_SIDE } from '../../domain/index.ts';
import { HEIGHT, WIDTH } from './open.ts';
import { pictureBytes, type Size } from './picture-bytes.ts';

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
  const bytes = pictureBytes();
  const pixels = new Uint8Array(FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4);
  let reading = false;
  let last = { width: WIDTH, height: HEIGHT };
  const look = async (eye: FaceLandmarker) => {
    const size = await bytes.read(video, pixels);
    if (stopped) pixels.fill(0);
    if (stopped || size === undefined) return;
    last = size;
    tell(guidanceFrom(eye, pictureOf(pixels, size)));
  };
  void create().then(
    (made) => {
      if (stopped) return made.close();
      landmarker = made;
      timer = setInterval(() => {
        if (reading) return;
        reading = true;
        void look(made).finally(() => {
          reading = false;
        });
      }, PERIOD_MS);
    },
    (cause: unknown) => console.warn('no face guidance', cause instanceof Error ? cause.message : ''),
  );
  return () => {
    stopped = true;
    clearInterval(timer);
    pixels.fill(0);
    bytes.forget();
    if (landmarker !== undefined) forget(landmarker, last);
  };
}

/** The graph is given bytes and never the video: drawing that would leave copies (picture-bytes.ts). */
function pictureOf(pixels: Uint8Array<ArrayBuffer>, { width, height }: Size): ImageData {
  return new ImageData(new Uint8ClampedArray(pixels.buffer, 0, width * height * 4), width, height);
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

function guidanceFrom(landmarker: FaceLandmarker, picture: ImageData): Guidance {
  const seen = landmarker.detectForVideo(picture, performance.now());
  const nose = seen.faceLandmarks[0]?.[1];
  const matrix = seen.facialTransformationMatrixes[0]?.data;
  if (nose === undefined) return { inOutline: false, yaw: 0 };
  // Third column of the column-major matrix: where the face looks, x to the right of the unmirrored picture.
  const yaw = (Math.atan2(matrix?.[8] ?? 0, matrix?.[10] ?? 1) * 180) / Math.PI;
  return { inOutline: Math.abs(nose.x - 0.5) < 0.14 && Math.abs(nose.y - 0.52) < 0.2, yaw };
}

/**
 * The graph keeps its last picture in WebAssembly memory and in a texture: an empty one of the same size takes its
 * place before it is closed.
 */
function forget(landmarker: FaceLandmarker, { width, height }: Size): void {
  landmarker.detectForVideo(new ImageData(width, height), performance.now());
  landmarker.close();
}
