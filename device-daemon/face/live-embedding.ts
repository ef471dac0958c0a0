import { cosine, EMBEDDING_LENGTH, lengthOf, likeness } from './embedder.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Frames that are fused: more add nothing, they are of the same minute and camera. */
const BEST = 6;

/** The live face's embedding: the mean over the best frontal frames of one track, because one bad frame must not decide. */
export class LiveEmbedding {
  /** The frame that is being looked at. */
  readonly current: Float32Array;
  private readonly kept: readonly Float32Array[];
  private readonly qualities = new Float32Array(BEST);
  private readonly sum: Float32Array;
  private frames = 0;
  /** Sum of the kept frames' own lengths. */
  private lengths = 0;

  constructor(memory: SecretMemory) {
    this.current = memory.floats(EMBEDDING_LENGTH);
    this.sum = memory.floats(EMBEDDING_LENGTH);
    this.kept = Array.from({ length: BEST }, () => memory.floats(EMBEDDING_LENGTH));
  }

  /** Frames in the mean. */
  get count(): number {
    return Math.min(this.frames, BEST);
  }

  /** Whether a frame of this quality, 0..1, would be among the best. */
  wants(quality: number): boolean {
    return this.frames < BEST || quality > Math.min(...this.qualities);
  }

  /** Takes the current frame, in place of the worst one when there are enough. */
  add(quality: number): void {
    if (!this.wants(quality)) return;
    const at = this.frames < BEST ? this.frames : this.qualities.indexOf(Math.min(...this.qualities));
    const slot = this.kept[at];
    if (slot === undefined) return;
    slot.set(this.current);
    this.qualities[at] = quality;
    this.frames++;
    this.sum.fill(0);
    this.lengths = 0;
    for (const kept of this.kept.slice(0, this.count)) {
      for (let i = 0; i < EMBEDDING_LENGTH; i++) this.sum[i] = (this.sum[i] ?? 0) + (kept[i] ?? 0);
      this.lengths += lengthOf(kept);
    }
  }

  /** Cosine of the current frame to the mean. */
  agreement(): number {
    return cosine(this.sum, this.current);
  }

  /** Likeness of the mean and the card's photo, -1 before the first frame. */
  score(reference: Float32Array): number {
    return this.frames === 0 ? -1 : likeness(reference, this.sum, this.lengths / this.count);
  }

  reset(): void {
    this.sum.fill(0);
    this.current.fill(0);
    for (const slot of this.kept) slot.fill(0);
    this.qualities.fill(0);
    this.frames = 0;
    this.lengths = 0;
  }
}
