import { FaceLandmarker, FilesetResolver } from '@mediapipe/tasks-vision';

const WASM = '/vision/wasm';
const MODEL = '/vision/face_landmarker.task';
/** Points of a FaceMesh; the pseudo-irises behind them are passed over. */
const POINTS = 468;

/** Finds the 468 points of one face, from picture to picture. */
export class Landmarks {
  /** x, y, z in pixels of the last picture. */
  readonly mesh = new Float32Array(3 * POINTS);
  private readonly landmarker: FaceLandmarker;
  /** Size of the last picture. */
  private width = 640;
  private height = 480;

  private constructor(landmarker: FaceLandmarker) {
    this.landmarker = landmarker;
  }

  /** Loads the networks (CPU delegate: the GPU one takes 200 ms a picture in software). Rejects when it can't. */
  static async load(): Promise<Landmarks> {
    const files = await FilesetResolver.forVisionTasks(WASM, true);
    return new Landmarks(
      await FaceLandmarker.createFromOptions(files, {
        baseOptions: { modelAssetPath: MODEL, delegate: 'CPU' },
        runningMode: 'VIDEO',
        numFaces: 1,
      }),
    );
  }

  /** Writes the face of a picture into `mesh`; false when there is none. */
  find(picture: ImageData): boolean {
    this.width = picture.width;
    this.height = picture.height;
    const [face] = this.landmarker.detectForVideo(picture, performance.now()).faceLandmarks;
    if (face === undefined) return false;
    for (let point = 0; point < POINTS; point++) {
      this.mesh[3 * point] = (face[point]?.x ?? 0) * picture.width;
      this.mesh[3 * point + 1] = (face[point]?.y ?? 0) * picture.height;
      this.mesh[3 * point + 2] = (face[point]?.z ?? 0) * picture.width;
    }
    return true;
  }

  /** The graph keeps its last picture in WebAssembly memory: an empty one of the same size takes its place before it is closed. */
  forget(): void {
    this.mesh.fill(0);
    this.landmarker.detectForVideo(new ImageData(this.width, this.height), performance.now());
    this.landmarker.close();
  }
}
