/** A grey picture, row by row. */
export interface GreyPicture {
  readonly side: number;
  readonly values: Float32Array;
}

/** Where a patch was found again. */
export interface PatchFound {
  /** Shift in pixels, to a part of a pixel across. */
  readonly dx: number;
  /** Normalised cross-correlation, 1 = the same up to brightness and contrast. */
  readonly likeness: number;
  /** Whether the best place lies at the rim of what was searched: then it may lie beyond. */
  readonly atRim: boolean;
}

/** A patch by its centre and half sizes, and how far it may have moved. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly searchX: number;
  readonly searchY: number;
}

/** Looks for a patch of one grey picture near the same place in another of the same size. */
export function findPatch(one: GreyPicture, other: GreyPicture, patch: Patch): PatchFound {
  // Every other place first, then around the best: likeness changes slowly from pixel to pixel.
  let [best, bestX, bestY] = [-2, 0, 0];
  const consider = (dx: number, dy: number): void => {
    const likeness = correlation(one, other, patch, dx, dy);
    if (likeness > best) [best, bestX, bestY] = [likeness, dx, dy];
  };
  for (let dy = -patch.searchY; dy <= patch.searchY; dy += 2)
    for (let dx = -patch.searchX; dx <= patch.searchX; dx += 2) consider(dx, dy);
  const [aroundX, aroundY] = [bestX, bestY];
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) consider(aroundX + dx, aroundY + dy);
  const atRim = Math.abs(bestX) >= patch.searchX || Math.abs(bestY) >= patch.searchY;
  // The top of the parabola through the best and its two neighbours.
  const before = correlation(one, other, patch, bestX - 1, bestY);
  const after = correlation(one, other, patch, bestX + 1, bestY);
  const curve = before - 2 * best + after;
  const part = curve < -1e-9 ? (0.5 * (before - after)) / curve : 0;
  return { dx: bestX + Math.max(-0.5, Math.min(0.5, part)), likeness: best, atRim };
}

function correlation(one: GreyPicture, other: GreyPicture, patch: Patch, dx: number, dy: number): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = -patch.halfHeight; y <= patch.halfHeight; y++) {
    const row = patch.y + y;
    const otherRow = row + dy;
    if (row < 0 || otherRow < 0 || row >= one.side || otherRow >= one.side) continue;
    for (let x = -patch.halfWidth; x <= patch.halfWidth; x++) {
      const column = patch.x + x;
      const otherColumn = column + dx;
      if (column < 0 || otherColumn < 0 || column >= one.side || otherColumn >= one.side) continue;
      const p = one.values[row * one.side + column] ?? 0;
      const q = other.values[otherRow * one.side + otherColumn] ?? 0;
      count++;
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return count === 0 || spread <= 1e-6 ? -1 : (ab - (a * b) / count) / Math.sqrt(spread);
}
