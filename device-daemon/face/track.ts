import { type Box, overlap } from './face-detector.ts';
import { MESH_POINTS } from './face-mesh.ts';

/** A pause longer than this hides what happened in it. */
const LONGEST_PAUSE_MS = 1000;
const LEAST_OVERLAP = 0.3;

/** One face followed without a gap. As long as it isn't broken, what is seen is the same thing before the camera. */
export class Track {
  private box: Box | undefined;
  private seenMs = 0;

  /** Where the face was last seen. */
  get last(): Box | undefined {
    return this.box;
  }

  /** Takes the face of the next frame; false when it can't be the same one, and the track is broken. */
  follow(box: Box, atMs: number): boolean {
    const same =
      this.box === undefined ||
      (atMs - this.seenMs <= LONGEST_PAUSE_MS && overlap(this.box, box) >= LEAST_OVERLAP);
    this.box = same ? box : undefined;
    this.seenMs = atMs;
    return same;
  }

  break(): void {
    this.box = undefined;
    this.seenMs = 0;
  }
}

/** Upright box around a mesh, in the proportions that the detector's boxes have. */
export function boxAround(mesh: Float32Array): Box {
  let [left, right, top, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (let i = 0; i < MESH_POINTS; i++) {
    const [x, y] = [mesh[3 * i] ?? 0, mesh[3 * i + 1] ?? 0];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const side = Math.max(right - left, bottom - top);
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: side, height: side };
}
