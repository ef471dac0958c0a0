import type { Picture } from '../../domain/index.ts';
import { Embedder } from './embedder.ts';
import { type DetectedFace, FaceDetector } from './face-detector.ts';
import { type FaceEmbedder, licensed } from './face-embedder.ts';
import { FaceMesh, MESH_NUMBERS, squareAround } from './face-mesh.ts';
import type { SecretMemory } from './secret-memory.ts';
import { CARD_VIEWS, FRAME_VIEWS, LIVE_VIEWS, type View } from './views.ts';

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

  /** Writes the embedding of a card's photo, that of its largest face; returns whether there was one. */
  embedCard(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<boolean> {
    return this.embedStill(picture, points, CARD_VIEWS, embedding);
  }

  /** Writes the embedding of a live picture's largest face, as of a best frame; returns whether there was one. */
  embedLive(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<boolean> {
    return this.embedStill(picture, points, LIVE_VIEWS, embedding);
  }

  /** Writes the embedding of a still picture's largest face in these views; returns whether there was one. */
  async embedStill(
    picture: Picture,
    points: Float32Array,
    views: readonly View[],
    embedding: Float32Array,
  ): Promise<boolean> {
    if (points.length !== MESH_NUMBERS || !(await this.findLargest(picture, points))) return false;
    await this.embedder.embed(picture, points, views, embedding);
    return true;
  }

  /** Writes the mesh of a still picture's largest face into `points`; returns whether there was one. */
  private async findLargest(picture: Picture, points: Float32Array): Promise<boolean> {
    const [largest] = await this.find(picture);
    return largest !== undefined && (await this.meshOf(picture, largest, points));
  }

  /** Overwrites the working memory of the runtime. */
  async flush(): Promise<void> {
    await this.detector.flush();
    await this.mesh.flush();
    await this.embedder.flush();
  }
}
