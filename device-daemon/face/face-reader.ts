import type { Picture } from '../../domain/index.ts';
import { Embedder } from './embedder.ts';
import { type DetectedFace, FaceDetector } from './face-detector.ts';
import { type FaceEmbedder, licensed } from './face-embedder.ts';
import { FaceMesh, MESH_NUMBERS, squareAround } from './face-mesh.ts';
import type { SecretMemory } from './secret-memory.ts';
import { CARD_VIEWS, FRAME_VIEWS, LIVE_VIEWS, type View } from './views.ts';

/** How much of a still picture the detector looks at, in longer sides, one after the other. */
const STILL_SHARES = [1, 2, 2.5, 0.7] as const;
/** A mesh less sure than this is no face. */
const LEAST_PRESENCE = 0.5;

/** The three networks together: from a picture to faces, points and embeddings. */
export class FaceReader {
  private readonly detector: FaceDetector;
  private readonly mesh: FaceMesh;
  private readonly embedder: FaceEmbedder;

  private constructor(detector: FaceDetector, mesh: FaceMesh, embedder: FaceEmbedder) {
    this.detector = detector;
    this.mesh = mesh;
    this.embedder = embedder;
  }

  /** Loads the networks from the models folder. Throws when one is missing or broken. */
  static async load(folder: string, memory: SecretMemory): Promise<FaceReader> {
    return new FaceReader(
      await FaceDetector.load(folder, memory),
      await FaceMesh.load(folder, memory),
      await licensed(await Embedder.load(folder, memory), folder),
    );
  }

  /** The faces of a picture, the largest first. */
  find(picture: Picture): Promise<DetectedFace[]> {
    return this.detector.find(picture);
  }

  /** Writes the mesh of a face into `points`; returns whether it's a face. */
  async meshOf(
    picture: Picture,
    face: { x: number; y: number; width: number; height: number; roll: number },
    points: Float32Array,
  ): Promise<boolean> {
    return (await this.mesh.find(picture, squareAround(face), points)) >= LEAST_PRESENCE;
  }

  /** Writes the embedding of the face with this mesh into `embedding`, quickly: for every frame of a track. */
  embed(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<void> {
    return this.embedder.embed(picture, points, FRAME_VIEWS, embedding);
  }

  /** As `embed`, with more views: for the few best frames, whose mean is compared with the card. */
  embedBest(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<void> {
    return this.embedder.embed(picture, points, LIVE_VIEWS, embedding);
  }

  /** Writes the embedding of a card's photo, that of its main face; returns whether there was one. */
  embedCard(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<boolean> {
    return this.embedStill(picture, points, CARD_VIEWS, embedding);
  }

  /** Writes the embedding of a live picture's main face, as of a best frame; returns whether there was one. */
  embedLive(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<boolean> {
    return this.embedStill(picture, points, LIVE_VIEWS, embedding);
  }

  /** Writes the embedding of a still picture's main face in these views; returns whether there was one. */
  async embedStill(
    picture: Picture,
    points: Float32Array,
    views: readonly View[],
    embedding: Float32Array,
  ): Promise<boolean> {
    if (points.length !== MESH_NUMBERS || !(await this.findMain(picture, points))) return false;
    await this.embedder.embed(picture, points, views, embedding);
    return true;
  }

  /** Writes the mesh of a still picture's main face into `points`; returns whether there was one. */
  private async findMain(picture: Picture, points: Float32Array): Promise<boolean> {
    // A still picture comes once: where nothing is found at first sight, it is looked at from farther and from nearer.
    for (const share of STILL_SHARES) {
      const main = mainFace(await this.detector.find(picture, share), picture);
      if (main !== undefined && (await this.meshOf(picture, main, points))) return true;
    }
    return false;
  }

  /** Overwrites the working memory of the runtime. */
  async flush(): Promise<void> {
    await this.detector.flush();
    await this.mesh.flush();
    await this.embedder.flush();
  }
}

/** A face must be so wide against the widest to be whom a still picture is of. */
const MAIN_WIDTH = 0.6;

/**
 * Whom a still picture is of: the face nearest to its middle among those that are about as wide as the widest. In 21 of
 * 3,865 press photographs the widest is somebody cut off by the rim, or none at all.
 */
function mainFace(faces: readonly DetectedFace[], { width, height }: Picture): DetectedFace | undefined {
  const offMiddle = ({ x, y }: DetectedFace): number => Math.hypot(x - width / 2, y - height / 2);
  return faces
    .filter((face) => face.width >= MAIN_WIDTH * (faces[0]?.width ?? 0))
    .reduce<DetectedFace | undefined>(
      (best, face) => (best === undefined || offMiddle(face) < offMiddle(best) ? face : best),
      undefined,
    );
}
