import type { Picture } from '../../domain/index.ts';
import { Embedder } from './embedder.ts';
import { type DetectedFace, FaceDetector } from './face-detector.ts';
import { FaceMesh, MESH_NUMBERS, squareAround } from './face-mesh.ts';
import type { SecretMemory } from './secret-memory.ts';

/** A mesh less sure than this is no face. */
const LEAST_PRESENCE = 0.5;

/** The three networks together: from a picture to faces, points and embeddings. */
export class FaceReader {
  private readonly detector: FaceDetector;
  private readonly mesh: FaceMesh;
  private readonly embedder: Embedder;

  private constructor(detector: FaceDetector, mesh: FaceMesh, embedder: Embedder) {
    this.detector = detector;
    this.mesh = mesh;
    this.embedder = embedder;
  }

  /** Loads the networks from the models folder. Throws when one is missing or broken. */
  static async load(folder: string, memory: SecretMemory): Promise<FaceReader> {
    return new FaceReader(
      await FaceDetector.load(folder, memory),
      await FaceMesh.load(folder, memory),
      await Embedder.load(folder, memory),
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

  /** Writes the embedding of the face with this mesh into `embedding`. */
  embed(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<void> {
    return this.embedder.embed(picture, points, embedding);
  }

  /** Writes the embedding of a still picture's largest face; returns whether there was one. */
  async embedLargest(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<boolean> {
    const [largest] = await this.find(picture);
    if (largest === undefined || points.length !== MESH_NUMBERS) return false;
    if (!(await this.meshOf(picture, largest, points))) return false;
    await this.embed(picture, points, embedding);
    return true;
  }

  /** Overwrites the working memory of the runtime. */
  async flush(): Promise<void> {
    await this.detector.flush();
    await this.mesh.flush();
    await this.embedder.flush();
  }
}
