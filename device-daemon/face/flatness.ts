import { eyeDistance } from './alignment.ts';
import { RIGID_POINTS } from './rigid-points.ts';
import type { SecretMemory } from './secret-memory.ts';

const UNKNOWNS = 8;

/**
 * How far two views of a face are from being two views of something flat: the points of anything flat go from one view
 * to the other by a homography (Hartley and Zisserman, section 2.3), those of a solid head don't.
 */
export class FlatnessMeter {
  private readonly from: Float64Array;
  private readonly to: Float64Array;
  private readonly system: Float64Array;
  private readonly row: Float64Array;
  private readonly solution: Float64Array;

  constructor(memory: SecretMemory) {
    this.from = memory.doubles(2 * RIGID_POINTS.length);
    this.to = memory.doubles(2 * RIGID_POINTS.length);
    this.system = memory.doubles(UNKNOWNS * (UNKNOWNS + 1));
    this.row = memory.doubles(UNKNOWNS + 1);
    this.solution = memory.doubles(UNKNOWNS);
  }

  /**
   * Root mean square distance, in eye distances, between the rigid points of the second view and where the best
   * homography puts those of the first. Near 0 for a print, however it's moved and tilted.
   */
  residual(first: Float32Array, second: Float32Array): number {
    const unit = eyeDistance(first);
    place(first, unit, this.from);
    place(second, unit, this.to);
    this.system.fill(0);
    for (let i = 0; i < this.from.length; i += 2) {
      const [x, y, u, v] = [this.from[i] ?? 0, this.from[i + 1] ?? 0, this.to[i] ?? 0, this.to[i + 1] ?? 0];
      this.addRow([x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
      this.addRow([0, 0, 0, x, y, 1, -v * x, -v * y, v]);
    }
    solve(this.system, this.solution);
    const h = this.solution;
    let sum = 0;
    for (let i = 0; i < this.from.length; i += 2) {
      const [x, y] = [this.from[i] ?? 0, this.from[i + 1] ?? 0];
      const w = (h[6] ?? 0) * x + (h[7] ?? 0) * y + 1;
      const u = ((h[0] ?? 0) * x + (h[1] ?? 0) * y + (h[2] ?? 0)) / w;
      const v = ((h[3] ?? 0) * x + (h[4] ?? 0) * y + (h[5] ?? 0)) / w;
      sum += (u - (this.to[i] ?? 0)) ** 2 + (v - (this.to[i + 1] ?? 0)) ** 2;
    }
    return Math.sqrt(sum / RIGID_POINTS.length);
  }

  /** Adds one equation to the normal equations. */
  private addRow(row: readonly number[]): void {
    this.row.set(row);
    for (let i = 0; i < UNKNOWNS; i++)
      for (let j = 0; j <= UNKNOWNS; j++) {
        const at = i * (UNKNOWNS + 1) + j;
        this.system[at] = (this.system[at] ?? 0) + (this.row[i] ?? 0) * (this.row[j] ?? 0);
      }
  }
}

/** Between the eyes, tip of the nose, above the lip: on a head seen from the side they stand far off one line. */
const [BRIDGE, TIP, LIP] = [168, 1, 164];

/**
 * How far the nose tip stands to the side of the line from between the eyes to above the lip, in lengths of that line;
 * positive towards the person's own left. Three points in line on a print stay nearly in line however it's bent: no
 * sheet of paper has a nose.
 */
export function noseRelief(mesh: Float32Array): number {
  const at = (point: number, axis: number): number => mesh[3 * point + axis] ?? 0;
  const [dx, dy] = [at(LIP, 0) - at(BRIDGE, 0), at(LIP, 1) - at(BRIDGE, 1)];
  const [nx, ny] = [at(TIP, 0) - at(BRIDGE, 0), at(TIP, 1) - at(BRIDGE, 1)];
  const square = dx * dx + dy * dy;
  return square === 0 ? 0 : (nx * dy - ny * dx) / square;
}

/**
 * Width between the outer eye corners against the length from between the eyes to above the lip. A head that turns as
 * far as asked is hardly narrower; a print must be tilted by 40 degrees and more to seem turned, and is.
 */
export function widthToLength(mesh: Float32Array): number {
  const between = (one: number, other: number): number =>
    Math.hypot(
      (mesh[3 * one] ?? 0) - (mesh[3 * other] ?? 0),
      (mesh[3 * one + 1] ?? 0) - (mesh[3 * other + 1] ?? 0),
    );
  const length = between(BRIDGE, LIP);
  return length === 0 ? 0 : between(33, 263) / length;
}

function place(mesh: Float32Array, unit: number, target: Float64Array): void {
  const [x0, y0] = [mesh[3 * BRIDGE] ?? 0, mesh[3 * BRIDGE + 1] ?? 0];
  const scale = unit === 0 ? 0 : 1 / unit;
  RIGID_POINTS.forEach((point, i) => {
    target[2 * i] = ((mesh[3 * point] ?? 0) - x0) * scale;
    target[2 * i + 1] = ((mesh[3 * point + 1] ?? 0) - y0) * scale;
  });
}

/** Gauss with the largest pivot of the column; a system without a solution gives what it has. */
function solve(system: Float64Array, solution: Float64Array): void {
  const width = UNKNOWNS + 1;
  const value = (row: number, column: number): number => system[row * width + column] ?? 0;
  for (let column = 0; column < UNKNOWNS; column++) {
    let best = column;
    for (let row = column + 1; row < UNKNOWNS; row++)
      if (Math.abs(value(row, column)) > Math.abs(value(best, column))) best = row;
    for (let j = 0; j < width && best !== column; j++) {
      const kept = value(best, j);
      system[best * width + j] = value(column, j);
      system[column * width + j] = kept;
    }
    const pivot = value(column, column);
    if (Math.abs(pivot) < 1e-12) continue;
    for (let row = 0; row < UNKNOWNS; row++) {
      if (row === column) continue;
      const factor = value(row, column) / pivot;
      for (let j = column; j < width; j++)
        system[row * width + j] = value(row, j) - factor * value(column, j);
    }
  }
  for (let i = 0; i < UNKNOWNS; i++) {
    const pivot = value(i, i);
    solution[i] = Math.abs(pivot) < 1e-12 ? 0 : value(i, UNKNOWNS) / pivot;
  }
}
