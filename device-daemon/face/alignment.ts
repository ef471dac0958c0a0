import type { Affine } from './sampling.ts';

/** Where eyes, nose tip and mouth corners stand in an aligned face of 112 x 112 (ArcFace, as in InsightFace). */
const TEMPLATE = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
] as const;

/** Mesh points whose mean is each of the five: the eyes by corners and lids, nose tip, mouth corners. */
const FIVE_POINTS: readonly (readonly number[])[] = [
  [33, 133, 159, 145],
  [362, 263, 386, 374],
  [1],
  [61],
  [291],
];

/** Side of an aligned face, in pixels. */
export const ALIGNED_SIDE = 112;

/**
 * The map from the aligned face into the picture: the similarity (turn, scale, shift) that takes the template to the
 * mesh's five points with the least squares of distance (Umeyama 1991, in two dimensions, no mirror).
 */
export function alignmentOf(points: Float32Array): Affine {
  let [tx, ty, px, py, dot, cross, size] = [0, 0, 0, 0, 0, 0, 0];
  const places = FIVE_POINTS.map((indices) => meanPoint(points, indices));
  places.forEach((place, i) => {
    tx += (TEMPLATE[i]?.[0] ?? 0) / 5;
    ty += (TEMPLATE[i]?.[1] ?? 0) / 5;
    px += place.x / 5;
    py += place.y / 5;
  });
  places.forEach((place, i) => {
    const [ux, uy] = [(TEMPLATE[i]?.[0] ?? 0) - tx, (TEMPLATE[i]?.[1] ?? 0) - ty];
    const [vx, vy] = [place.x - px, place.y - py];
    dot += ux * vx + uy * vy;
    cross += ux * vy - uy * vx;
    size += ux * ux + uy * uy;
  });
  const [cos, sin] = [dot / size, cross / size];
  return { a: cos, b: -sin, c: px - cos * tx + sin * ty, d: sin, e: cos, f: py - sin * tx - cos * ty };
}

/** Mean place of some points of a mesh. */
export function meanPoint(
  points: Float32Array,
  indices: readonly number[],
): { x: number; y: number; z: number } {
  const mean = (axis: number): number =>
    indices.reduce((sum, index) => sum + (points[3 * index + axis] ?? 0), 0) / indices.length;
  return { x: mean(0), y: mean(1), z: mean(2) };
}

/** Distance between the eyes' centres, in pixels. */
export function eyeDistance(points: Float32Array): number {
  const right = meanPoint(points, FIVE_POINTS[0] ?? []);
  const left = meanPoint(points, FIVE_POINTS[1] ?? []);
  return Math.hypot(left.x - right.x, left.y - right.y);
}
