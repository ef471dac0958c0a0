import { cosine, EMBEDDING_LENGTH, lengthOf, likeness } from './embedder.ts';
import type { SecretMemory } from './secret-memory.ts';

/** The live face's embedding: the mean over the frontal frames of one track. */
export class LiveEmbedding {
  /** The frame that is being looked at. */
  readonly current: Float32Array;
  private readonly sum: Float32Array;
  private frames = 0;
  /** Sum of the frames' own lengths. */
  private lengths = 0;

  constructor(memory: SecretMemory) {
    this.current = memory.floats(EMBEDDING_LENGTH);
    this.sum = memory.floats(EMBEDDING_LENGTH);
  }

  get count(): number {
    return this.frames;
  }

  /** Takes the current frame into the mean. */
  add(): void {
    for (let i = 0; i < EMBEDDING_LENGTH; i++) this.sum[i] = (this.sum[i] ?? 0) + (this.current[i] ?? 0);
    this.frames++;
    this.lengths += lengthOf(this.current);
  }

  /** Cosine of the current frame to the mean. */
  agreement(): number {
    return cosine(this.sum, this.current);
  }

  /** Likeness of the mean and the card's photo, -1 before the first frame. */
  score(reference: Float32Array): number {
    return this.frames === 0 ? -1 : likeness(reference, this.sum, this.lengths / this.frames);
  }

  reset(): void {
    this.sum.fill(0);
    this.current.fill(0);
    this.frames = 0;
    this.lengths = 0;
  }
}
