import { join } from 'node:path';
import type { Picture } from '../../domain/index.ts';
import { ALIGNED_SIDE, alignmentOf } from './alignment.ts';
import type { FaceEmbedder } from './face-embedder.ts';
import { Network } from './network.ts';
import { samplePicture } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';
import { mapOfView, type View } from './views.ts';

/** Numbers of an embedding. */
export const EMBEDDING_LENGTH = 512;
/** Length of the network's own output for a usual face, before it is evened out. */
const USUAL_LENGTH = 3.5;
/** A face counts as that many usual lengths at the least and the most. */
const [SHORTEST, LONGEST] = [0.8, 1.25] as const;
/** How far lengths are evened out: 0 not at all. More than this lets wrong faces of short output pass. */
const EVENING = 0.25;
const COLOURS = { mean: 127, deviation: 128, order: 'bgr' } as const;

/** The embedder that ships: fr_feature of faceplugin, a MobileFaceNet of 512 numbers. */
export class Embedder implements FaceEmbedder {
  readonly length = EMBEDDING_LENGTH;
  readonly licence = { spdx: 'MIT', file: 'LICENSE.fr_feature.txt' } as const;
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

  async embed(
    picture: Picture,
    points: Float32Array,
    views: readonly View[],
    embedding: Float32Array,
  ): Promise<void> {
    const alignment = alignmentOf(points);
    embedding.fill(0);
    for (const view of views) {
      samplePicture(picture, mapOfView(alignment, view), ALIGNED_SIDE, COLOURS, this.network.input);
      await this.addTo(embedding);
      mirror(this.network.input);
      await this.addTo(embedding);
    }
    evenOut(embedding, 2 * views.length);
  }

  flush(): Promise<void> {
    return this.network.flush();
  }

  private async addTo(embedding: Float32Array): Promise<void> {
    await this.network.run();
    const output = this.network.output('output');
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

/**
 * How much a live face is like the card's, at most 1: the cosine of their embeddings times the lengths of both, which
 * stand for how much the network saw (docs/face-matching.md). `liveLength` when `live` is a sum of several frames.
 */
export function likeness(card: Float32Array, live: Float32Array, liveLength?: number): number {
  let dot = 0;
  for (let i = 0; i < card.length; i++) dot += (card[i] ?? 0) * (live[i] ?? 0);
  if (liveLength !== undefined && dot !== 0) dot *= liveLength / lengthOf(live);
  return Math.max(-1, Math.min(1, dot));
}

/** Length of a vector. */
export function lengthOf(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

/**
 * Gives the sum of `count` outputs the length that the comparison wants: 1 for a usual face, more for one of short
 * output, less for one of long output, by the fourth root. Long outputs score high with everybody, the wrong people too.
 */
function evenOut(sum: Float32Array, count: number): void {
  const length = lengthOf(sum);
  if (length === 0) return;
  const share = Math.max(SHORTEST, Math.min(LONGEST, (USUAL_LENGTH * count) / length));
  const factor = share ** EVENING / length;
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) * factor;
}

/** Swaps left and right of every row. */
function mirror(planes: Float32Array): void {
  for (let row = 0; row < planes.length; row += ALIGNED_SIDE)
    planes.subarray(row, row + ALIGNED_SIDE).reverse();
}
