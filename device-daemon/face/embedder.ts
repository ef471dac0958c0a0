import { join } from 'node:path';
import type { Picture } from '../../domain/index.ts';
import { ALIGNED_SIDE, alignmentOf } from './alignment.ts';
import { Network } from './network.ts';
import { samplePicture } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Numbers of an embedding. */
export const EMBEDDING_LENGTH = 512;
const COLOURS = { mean: 127, deviation: 128, order: 'bgr' } as const;

/** Turns an aligned face into a direction in 512 dimensions; the same person gives nearly the same direction. */
export class Embedder {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  static async load(folder: string, memory: SecretMemory): Promise<Embedder> {
    const network = await Network.load(
      join(folder, 'fr_feature.onnx'),
      { name: 'input', shape: [1, 3, ALIGNED_SIDE, ALIGNED_SIDE] },
      [{ name: 'output', shape: [1, EMBEDDING_LENGTH] }],
      memory,
    );
    return new Embedder(network);
  }

  /** Writes the embedding of the face with these mesh points into `embedding`, of length 1: the mean of the face and its mirror. */
  async embed(picture: Picture, points: Float32Array, embedding: Float32Array): Promise<void> {
    samplePicture(picture, alignmentOf(points), ALIGNED_SIDE, COLOURS, this.network.input);
    embedding.fill(0);
    await this.addTo(embedding);
    mirror(this.network.input);
    await this.addTo(embedding);
    normalise(embedding);
  }

  flush(): Promise<void> {
    return this.network.flush();
  }

  private async addTo(embedding: Float32Array): Promise<void> {
    await this.network.run();
    const output = this.network.output('output');
    normalise(output);
    for (let i = 0; i < EMBEDDING_LENGTH; i++) embedding[i] = (embedding[i] ?? 0) + (output[i] ?? 0);
  }
}

/** Cosine of the angle between two vectors, 0 when one is zero. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let [dot, first, second] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [a, b] = [one[i] ?? 0, other[i] ?? 0];
    dot += a * b;
    first += a * a;
    second += b * b;
  }
  return first === 0 || second === 0 ? 0 : dot / Math.sqrt(first * second);
}

function normalise(vector: Float32Array): void {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
}

/** Swaps left and right of every row. */
function mirror(planes: Float32Array): void {
  for (let row = 0; row < planes.length; row += ALIGNED_SIDE)
    planes.subarray(row, row + ALIGNED_SIDE).reverse();
}
