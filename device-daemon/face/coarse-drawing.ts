import type { Picture } from '../../domain/index.ts';
import { ALIGNED_SIDE } from './alignment.ts';
import { type Affine, type ColourScale, samplePicture } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Pixels between the eyes of an aligned face. */
const ALIGNED_EYES = 35.2;
const PLANES = 3;

/**
 * Draws a face with few pixels first and then at its full size, so that a camera's sharp face looks as coarse as a
 * card's photo: faces that differ in fineness alone give embeddings that differ.
 */
export class CoarseDrawing {
  private readonly small: Float32Array;

  constructor(memory: SecretMemory) {
    this.small = memory.floats(PLANES * ALIGNED_SIDE * ALIGNED_SIDE);
  }

  /**
   * Draws as `samplePicture` does, with `eyes` pixels between the eyes on the way. False, and nothing drawn, when the
   * picture itself is no finer than that.
   */
  draw(picture: Picture, map: Affine, eyes: number, scale: ColourScale, target: Float32Array): boolean {
    const side = Math.round((ALIGNED_SIDE * eyes) / ALIGNED_EYES);
    const ratio = ALIGNED_SIDE / side;
    if (ratio <= 1 || Math.hypot(map.a, map.d) * ratio <= 1) return false;
    const coarse = { ...map, a: map.a * ratio, b: map.b * ratio, d: map.d * ratio, e: map.e * ratio };
    const small = this.small.subarray(0, PLANES * side * side);
    samplePicture(picture, coarse, side, scale, small);
    for (let plane = 0; plane < PLANES; plane++)
      enlarge(
        small.subarray(plane * side * side, (plane + 1) * side * side),
        side,
        target.subarray(plane * ALIGNED_SIDE * ALIGNED_SIDE, (plane + 1) * ALIGNED_SIDE * ALIGNED_SIDE),
      );
    return true;
  }
}

/** Draws a plane of `side` x `side` at the aligned size, bilinearly; at the edge the nearest pixel counts. */
function enlarge(small: Float32Array, side: number, target: Float32Array): void {
  const place = (at: number): number =>
    Math.max(0, Math.min(side - 1.001, ((at + 0.5) * side) / ALIGNED_SIDE - 0.5));
  for (let row = 0; row < ALIGNED_SIDE; row++) {
    const y = place(row);
    const top = Math.floor(y);
    for (let column = 0; column < ALIGNED_SIDE; column++) {
      const x = place(column);
      const left = Math.floor(x);
      const at = top * side + left;
      const upper = (small[at] ?? 0) * (1 - x + left) + (small[at + 1] ?? 0) * (x - left);
      const lower = (small[at + side] ?? 0) * (1 - x + left) + (small[at + side + 1] ?? 0) * (x - left);
      target[row * ALIGNED_SIDE + column] = upper * (1 - y + top) + lower * (y - top);
    }
  }
}
