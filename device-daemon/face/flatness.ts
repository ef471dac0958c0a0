import { eyeDistance } from './alignment.ts';
import { LeastSquares } from './least-squares.ts';
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
  private readonly row: Float64Array;
  private readonly homography: LeastSquares;

  constructor(memory: SecretMemory) {
    this.from = memory.doubles(2 * RIGID_POINTS.length);
    this.to = memory.doubles(2 * RIGID_POINTS.length);
    this.row = memory.doubles(UNKNOWNS);
    this.homography = new LeastSquares(UNKNOWNS, memory);
  }

  /**
   * Root mean square distance, in eye distances, between the rigid points of the second view and where the best
   * homography puts those of the first. Near 0 for a print, however it's moved and tilted.
   */
  residual(first: Float32Array, second: Float32Array): number {
    const unit = eyeDistance(first);
    place(first, unit, this.from);
    place(second, unit, this.to);
    this.homography.begin();
    for (let i = 0; i < this.from.length; i += 2) {
      const [x, y, u, v] = [this.from[i] ?? 0, this.from[i + 1] ?? 0, this.to[i] ?? 0, this.to[i + 1] ?? 0];
      this.addRow(0, x, y, u);
      this.addRow(3, x, y, v);
    }
    const h = this.homography.solve();
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

  /** One equation: where the point (x, y) lies along one axis of the second view, times the plane's depth there. */
  private addRow(from: 0 | 3, x: number, y: number, target: number): void {
    const { row } = this;
    row.fill(0);
    row[from] = x;
    row[from + 1] = y;
    row[from + 2] = 1;
    row[6] = -target * x;
    row[7] = -target * y;
    this.homography.add(row, target);
  }
}

/** Between the eyes. */
const BRIDGE = 168;

function place(mesh: Float32Array, unit: number, target: Float64Array): void {
  const [x0, y0] = [mesh[3 * BRIDGE] ?? 0, mesh[3 * BRIDGE + 1] ?? 0];
  const scale = unit === 0 ? 0 : 1 / unit;
  RIGID_POINTS.forEach((point, i) => {
    target[2 * i] = ((mesh[3 * point] ?? 0) - x0) * scale;
    target[2 * i + 1] = ((mesh[3 * point + 1] ?? 0) - y0) * scale;
  });
}
