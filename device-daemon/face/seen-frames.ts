/** What a frame is against those before it. */
export type Newness = 'new' | 'still' | 'repeated';

/** Frames of a try that are remembered: more than a try of 15 s has at 20 a second. */
const MOST = 320;

/**
 * Tells whether a camera picture came before, by a mark of its bytes. No camera gives the same picture twice: the same
 * as the one before means that the camera gave no new one, the same as an earlier one means that a film began anew.
 */
export class SeenFrames {
  private readonly marks = new Uint32Array(MOST);
  private readonly known = new Set<number>();
  private count = 0;
  private last: number | undefined;

  /** Takes the next frame by its pixels. */
  take(pixels: Uint8Array): Newness {
    const mark = markOf(pixels);
    if (mark === this.last) return 'still';
    this.last = mark;
    if (this.known.has(mark)) return 'repeated';
    const at = this.count % MOST;
    if (this.count >= MOST) this.known.delete(this.marks[at] ?? 0);
    this.marks[at] = mark;
    this.known.add(mark);
    this.count++;
    return 'new';
  }

  /** Forgets all: a new try, or the end of a visit. */
  reset(): void {
    this.marks.fill(0);
    this.known.clear();
    this.count = 0;
    this.last = undefined;
  }
}

/** A mark of a picture from a part of its bytes (FNV-1a). The step is prime to a row's length, so every column counts. */
function markOf(pixels: Uint8Array): number {
  let mark = 0x811c9dc5;
  for (let i = 0; i < pixels.length; i += 61) mark = Math.imul(mark ^ (pixels[i] ?? 0), 0x01000193);
  return mark >>> 0;
}
