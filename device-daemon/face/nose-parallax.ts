import type { Picture } from '../../domain/index.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import { findPatch, type GreyPicture, type Patch } from './patch-search.ts';
import { type Affine, sampleGrey } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';
import { SHEET_POINTS } from './sheet-points.ts';

/** Length from between the eyes to above the lip in the upright picture of the face, in pixels. */
const UNIT = 52;
const SIDE = 160;
const [BRIDGE, TIP, LIP] = [168, 4, 164];
const LEAST_LIKENESS = 0.5;

/**
 * Measures in the pixels themselves how far the nose moved against eyes and mouth between two views.
 *
 * FaceMesh believes in heads: shown a print that's tilted or bent, it gives points of a head that turned a little. So
 * its points only bring the two views roughly to lie on each other; three patches on the middle line of the face
 * (between the eyes, nose tip, mouth) are then found again by correlation. A tip that stands out of the face by a
 * third of that line moves far; the middle line of a sheet of paper stays all but straight however it's bent.
 */
export class NoseParallax {
  private readonly front: GreyPicture;
  private readonly turned: GreyPicture;
  /** Places of the points in the upright picture of the frontal view. */
  private readonly places: Float32Array;
  private readonly equations: Float64Array;

  constructor(memory: SecretMemory) {
    this.front = { side: SIDE, values: memory.floats(SIDE * SIDE) };
    this.turned = { side: SIDE, values: memory.floats(SIDE * SIDE) };
    this.places = memory.floats(MESH_NUMBERS);
    this.equations = memory.doubles(15);
  }

  /** Keeps the frontal view, as a small grey picture of the face. */
  keepFront(picture: Picture, mesh: Float32Array): void {
    const map = upright(mesh);
    sampleGrey(picture, map, SIDE, this.front.values);
    const determinant = map.a * map.e - map.b * map.d;
    for (let i = 0; i < mesh.length; i += 3) {
      const [x, y] = [(mesh[i] ?? 0) - map.c, (mesh[i + 1] ?? 0) - map.f];
      this.places[i] = (x * map.e - y * map.b) / determinant;
      this.places[i + 1] = (y * map.a - x * map.d) / determinant;
    }
  }

  /**
   * How far the nose tip moved across against the line from between the eyes to above the lip, in lengths of that line,
   * positive towards the person's own left; undefined when a patch isn't found again surely.
   */
  measure(picture: Picture, mesh: Float32Array): number | undefined {
    sampleGrey(picture, this.sheetMap(mesh), SIDE, this.turned.values);
    const [bridgeY, tipY, lipY] = [this.place(BRIDGE, 1), this.place(TIP, 1), this.place(LIP, 1)];
    const bridge = this.find(BRIDGE, 0, { halfWidth: 14, halfHeight: 8, searchX: 26 });
    const tip = this.find(TIP, 3, { halfWidth: 10, halfHeight: 10, searchX: 36 });
    const lip = this.find(LIP, 6, { halfWidth: 15, halfHeight: 10, searchX: 28 });
    for (const found of [bridge, tip, lip])
      if (found.atRim || found.likeness < LEAST_LIKENESS) return undefined;
    const share = (tipY - bridgeY) / (lipY - bridgeY);
    return (tip.dx - (bridge.dx * (1 - share) + lip.dx * share)) / UNIT;
  }

  private place(point: number, axis: number): number {
    return this.places[3 * point + axis] ?? 0;
  }

  private find(point: number, lower: number, size: Pick<Patch, 'halfWidth' | 'halfHeight' | 'searchX'>) {
    const [x, y] = [Math.round(this.place(point, 0)), Math.round(this.place(point, 1)) + lower];
    return findPatch(this.front, this.turned, { x, y, ...size, searchY: 6 });
  }

  /** The affine map with the least squares from places in the upright picture to the turned view, the nose left out. */
  private sheetMap(mesh: Float32Array): Affine {
    const sums = this.equations.fill(0);
    for (const point of SHEET_POINTS) {
      const row = [this.place(point, 0), this.place(point, 1), 1];
      const targets = [mesh[3 * point] ?? 0, mesh[3 * point + 1] ?? 0];
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) sums[3 * i + j] = (sums[3 * i + j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
        for (let k = 0; k < 2; k++)
          sums[9 + 3 * k + i] = (sums[9 + 3 * k + i] ?? 0) + (row[i] ?? 0) * (targets[k] ?? 0);
      }
    }
    const [a, b, c] = solve3(sums, 9);
    const [d, e, f] = solve3(sums, 12);
    return { a, b, c, d, e, f };
  }
}

/** The map from an upright picture of the face into the frame: the line from between the eyes to the lip is vertical. */
function upright(mesh: Float32Array): Affine {
  const at = (point: number, axis: number): number => mesh[3 * point + axis] ?? 0;
  const [dx, dy] = [(at(LIP, 0) - at(BRIDGE, 0)) / UNIT, (at(LIP, 1) - at(BRIDGE, 1)) / UNIT];
  const [cx, cy] = [(at(LIP, 0) + at(BRIDGE, 0)) / 2, (at(LIP, 1) + at(BRIDGE, 1)) / 2];
  const middle = SIDE / 2;
  return { a: dy, b: dx, c: cx - middle * (dy + dx), d: -dx, e: dy, f: cy + middle * (dx - dy) };
}

/** Cramer's rule for the symmetric 3 x 3 system in `sums`, right side from `right` on. */
function solve3(sums: Float64Array, right: number): [number, number, number] {
  const m = (i: number, j: number): number => sums[3 * i + j] ?? 0;
  const r = (i: number): number => sums[right + i] ?? 0;
  const minor = (p: number, q: number, s: number, t: number): number => m(p, s) * m(q, t) - m(p, t) * m(q, s);
  const adjugate = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => {
      const [p, q] = [(i + 1) % 3, (i + 2) % 3];
      const [s, t] = [(j + 1) % 3, (j + 2) % 3];
      return minor(p, q, s, t);
    }),
  );
  const determinant = [0, 1, 2].reduce((sum, j) => sum + m(0, j) * (adjugate[0]?.[j] ?? 0), 0);
  const unknown = (j: number): number =>
    determinant === 0
      ? 0
      : [0, 1, 2].reduce((sum, i) => sum + (adjugate[i]?.[j] ?? 0) * r(i), 0) / determinant;
  return [unknown(0), unknown(1), unknown(2)];
}
