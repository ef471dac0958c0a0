import type { Picture } from '../../domain/index.ts';
import { MESH_POINTS } from './face-mesh.ts';
import { type Affine, sampleGrey } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Side of the small upright picture of a face, and the length from between the eyes to above the lip in it. */
export const UPRIGHT_SIDE = 80;
export const UPRIGHT_UNIT = 26;

const SIDE = UPRIGHT_SIDE;
/** It is sampled twice as fine, then halved. */
const SAMPLED = 2 * SIDE;
const [BRIDGE, LIP] = [168, 164];
/** Contrast is measured over this many pixels to each side, and is at least this, of 255. */
const CONTRAST_RADIUS = 7;
const LEAST_CONTRAST = 8;

/** One sharpness of the small picture, with its slopes. */
export interface GreyLevel {
  readonly values: Float32Array;
  readonly across: Float32Array;
  readonly down: Float32Array;
}

/**
 * A face in a small grey picture in which the line from between the eyes to the lip is upright: contrast is the same
 * everywhere, so that light from the side counts little. `fine`, and `coarse` for finding what moved far.
 */
export class UprightFace {
  readonly fine: GreyLevel;
  readonly coarse: GreyLevel;
  /** The mesh's points in the small picture: x, y, and depth on the same scale. */
  readonly places: Float32Array;
  private readonly sampled: Float32Array;
  private readonly scratch: Float32Array;
  private readonly squares: Float32Array;

  constructor(memory: SecretMemory) {
    const picture = (): Float32Array => memory.floats(SIDE * SIDE);
    this.fine = { values: picture(), across: picture(), down: picture() };
    this.coarse = { values: picture(), across: picture(), down: picture() };
    this.places = memory.floats(3 * MESH_POINTS);
    this.sampled = memory.floats(SAMPLED * SAMPLED);
    this.scratch = picture();
    this.squares = picture();
  }

  take(picture: Picture, mesh: Float32Array): void {
    const map = uprightMap(mesh);
    placesIn(mesh, map, this.places);
    sampleGrey(picture, map, SAMPLED, this.sampled);
    const { fine, coarse, scratch } = this;
    halve(this.sampled, fine.values);
    this.evenContrast(fine.values);
    boxMean(fine.values, 1, scratch);
    fine.values.set(scratch);
    boxMean(fine.values, 2, scratch);
    boxMean(scratch, 2, coarse.values);
    for (const level of [fine, coarse]) findSlopes(level);
  }

  /** Takes away the brightness around each pixel and divides by the contrast there. */
  private evenContrast(values: Float32Array): void {
    const { scratch, squares } = this;
    boxMean(values, CONTRAST_RADIUS, scratch);
    for (let i = 0; i < values.length; i++) {
      values[i] = (values[i] ?? 0) - (scratch[i] ?? 0);
      squares[i] = (values[i] ?? 0) ** 2;
    }
    boxMean(squares, CONTRAST_RADIUS, scratch);
    for (let i = 0; i < values.length; i++)
      values[i] = (values[i] ?? 0) / (Math.sqrt(scratch[i] ?? 0) + LEAST_CONTRAST);
  }
}

/** The map from the sampled upright picture into the frame. */
function uprightMap(mesh: Float32Array): Affine {
  const at = (point: number, axis: number): number => mesh[3 * point + axis] ?? 0;
  const unit = 2 * UPRIGHT_UNIT;
  const [dx, dy] = [(at(LIP, 0) - at(BRIDGE, 0)) / unit, (at(LIP, 1) - at(BRIDGE, 1)) / unit];
  const [cx, cy] = [(at(LIP, 0) + at(BRIDGE, 0)) / 2, (at(LIP, 1) + at(BRIDGE, 1)) / 2];
  return { a: dy, b: dx, c: cx - SIDE * (dy + dx), d: -dx, e: dy, f: cy + SIDE * (dx - dy) };
}

/** The mesh in the small picture. */
function placesIn(mesh: Float32Array, map: Affine, places: Float32Array): void {
  const determinant = map.a * map.e - map.b * map.d;
  if (determinant === 0) return;
  const depth = 0.5 / Math.sqrt(Math.abs(determinant));
  for (let i = 0; i < places.length; i += 3) {
    const [x, y] = [(mesh[i] ?? 0) - map.c, (mesh[i + 1] ?? 0) - map.f];
    places[i] = (0.5 * (x * map.e - y * map.b)) / determinant;
    places[i + 1] = (0.5 * (y * map.a - x * map.d)) / determinant;
    places[i + 2] = depth * (mesh[i + 2] ?? 0);
  }
}

function halve(source: Float32Array, target: Float32Array): void {
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const at = 2 * y * SAMPLED + 2 * x;
      const upper = (source[at] ?? 0) + (source[at + 1] ?? 0);
      target[y * SIDE + x] = (upper + (source[at + SAMPLED] ?? 0) + (source[at + SAMPLED + 1] ?? 0)) / 4;
    }
}

function findSlopes({ values, across, down }: GreyLevel): void {
  for (let y = 1; y < SIDE - 1; y++)
    for (let x = 1; x < SIDE - 1; x++) {
      const at = y * SIDE + x;
      across[at] = ((values[at + 1] ?? 0) - (values[at - 1] ?? 0)) / 2;
      down[at] = ((values[at + SIDE] ?? 0) - (values[at - SIDE] ?? 0)) / 2;
    }
}

/** Mean over a square of 2 `radius` + 1 pixels, less at the rim: rows, then columns, with running sums. */
function boxMean(values: Float32Array, radius: number, target: Float32Array): void {
  const line = new Float32Array(SIDE);
  for (const step of [1, SIDE]) {
    const source = step === 1 ? values : target;
    const next = step === 1 ? SIDE : 1;
    for (let start = 0; start < SIDE * next; start += next) {
      for (let i = 0; i < SIDE; i++) line[i] = source[start + i * step] ?? 0;
      let [sum, count] = [0, 0];
      for (let i = -radius; i < SIDE; i++) {
        const [enters, leaves] = [i + radius, i - radius - 1];
        if (enters < SIDE) [sum, count] = [sum + (line[enters] ?? 0), count + 1];
        if (leaves >= 0) [sum, count] = [sum - (line[leaves] ?? 0), count - 1];
        if (i >= 0) target[start + i * step] = sum / count;
      }
    }
  }
  line.fill(0);
}
