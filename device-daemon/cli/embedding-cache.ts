import { freemem } from 'node:os';
import { EMBEDDING_LENGTH, type SecretMemory } from '../face/index.ts';

const MOST = 200_000;
/** Embeddings that lie in one piece of memory. */
const PIECE = 1_000;

/**
 * Embeddings by name, in secret memory, for the length of one run. When it is full the oldest gives its place.
 * That a picture has no face is kept too: it need not be looked at twice.
 */
export class EmbeddingCache {
  private readonly memory: SecretMemory;
  private readonly most: number;
  private readonly pieces: Float32Array[] = [];
  private readonly slots = new Map<string, number>();
  private readonly empty = new Set<string>();
  private used = 0;

  /** Holds at most 200,000 embeddings and a quarter of the free memory. */
  constructor(memory: SecretMemory, most = Math.floor(freemem() / 4 / (4 * EMBEDDING_LENGTH))) {
    this.memory = memory;
    this.most = Math.max(2, Math.min(MOST, most));
  }

  /** What is kept of a name: its embedding, `none` when there is known to be none, undefined when nothing is. */
  get(name: string): Float32Array | 'none' | undefined {
    const slot = this.slots.get(name);
    if (slot !== undefined) return this.at(slot);
    return this.empty.has(name) ? 'none' : undefined;
  }

  /** Keeps that a name has no embedding. */
  keepNone(name: string): void {
    if (this.empty.size >= this.most) this.empty.clear();
    this.empty.add(name);
  }

  /** Keeps a copy of an embedding. */
  keep(name: string, embedding: Float32Array): void {
    const slot = this.nextSlot();
    this.at(slot).set(embedding);
    this.slots.set(name, slot);
  }

  private nextSlot(): number {
    if (this.used < this.most) return this.used++;
    const oldest = this.slots.entries().next();
    if (oldest.done === true) throw new Error('a full cache holds something');
    const [name, slot] = oldest.value;
    this.slots.delete(name);
    return slot;
  }

  private at(slot: number): Float32Array {
    const index = Math.floor(slot / PIECE);
    while (this.pieces.length <= index)
      this.pieces.push(this.memory.floats(Math.min(PIECE, this.most) * EMBEDDING_LENGTH));
    const from = (slot % PIECE) * EMBEDDING_LENGTH;
    const piece = this.pieces[index];
    if (piece === undefined) throw new Error('no such piece');
    return piece.subarray(from, from + EMBEDDING_LENGTH);
  }
}
