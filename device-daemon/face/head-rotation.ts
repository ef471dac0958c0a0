import { RIGID_POINTS } from './rigid-points.ts';
import type { SecretMemory } from './secret-memory.ts';

const ITERATIONS = 40;

/**
 * How far a head is turned between two meshes of it: the turn that takes the rigid points of one to the other with the least
 * squares, by Horn's quaternion method (Horn 1987, "Closed-form solution of absolute orientation using unit
 * quaternions"); the largest eigenvector is found by power iteration.
 */
export class RotationMeter {
  private readonly one: Float64Array;
  private readonly other: Float64Array;
  private readonly matrix: Float64Array;
  private readonly vector: Float64Array;
  private readonly next: Float64Array;

  constructor(memory: SecretMemory) {
    this.one = memory.doubles(3 * RIGID_POINTS.length);
    this.other = memory.doubles(3 * RIGID_POINTS.length);
    this.matrix = memory.doubles(16);
    this.vector = memory.doubles(4);
    this.next = memory.doubles(4);
  }

  /** Degrees, positive towards the person's own left. */
  yaw(from: Float32Array, to: Float32Array): number {
    centre(from, this.one);
    centre(to, this.other);
    this.fillMatrix();
    const { vector, next, matrix } = this;
    vector.set([1, 0, 0, 0]);
    for (let round = 0; round < ITERATIONS; round++) {
      let length = 0;
      for (let row = 0; row < 4; row++) {
        let sum = 0;
        for (let column = 0; column < 4; column++)
          sum += (matrix[4 * row + column] ?? 0) * (vector[column] ?? 0);
        next[row] = sum;
        length += sum * sum;
      }
      const scale = length === 0 ? 0 : 1 / Math.sqrt(length);
      for (let row = 0; row < 4; row++) vector[row] = (next[row] ?? 0) * scale;
    }
    const [w = 1, x = 0, y = 0, z = 0] = vector;
    // Where the direction of the nose (0, 0, -1) points after the turn.
    const right = -2 * (x * z + w * y);
    const towards = 1 - 2 * (x * x + y * y);
    return (Math.atan2(right, towards) * 180) / Math.PI;
  }

  /** Horn's 4 x 4 matrix of the sums of products, shifted so that its largest eigenvalue is also the largest in size. */
  private fillMatrix(): void {
    const s = (axis: number, otherAxis: number): number => {
      let sum = 0;
      for (let i = 0; i < this.one.length; i += 3)
        sum += (this.one[i + axis] ?? 0) * (this.other[i + otherAxis] ?? 0);
      return sum;
    };
    const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = [
      s(0, 0),
      s(0, 1),
      s(0, 2),
      s(1, 0),
      s(1, 1),
      s(1, 2),
      s(2, 0),
      s(2, 1),
      s(2, 2),
    ];
    const shift = 3 * (Math.abs(xx) + Math.abs(yy) + Math.abs(zz));
    this.matrix.set([
      xx + yy + zz + shift,
      yz - zy,
      zx - xz,
      xy - yx,
      yz - zy,
      xx - yy - zz + shift,
      xy + yx,
      zx + xz,
      zx - xz,
      xy + yx,
      -xx + yy - zz + shift,
      yz + zy,
      xy - yx,
      zx + xz,
      yz + zy,
      -xx - yy + zz + shift,
    ]);
  }
}

/** The rigid points about their mean, at mean distance 1. */
function centre(mesh: Float32Array, target: Float64Array): void {
  const count = RIGID_POINTS.length;
  for (let axis = 0; axis < 3; axis++) {
    let mean = 0;
    for (const point of RIGID_POINTS) mean += (mesh[3 * point + axis] ?? 0) / count;
    RIGID_POINTS.forEach((point, i) => {
      target[3 * i + axis] = (mesh[3 * point + axis] ?? 0) - mean;
    });
  }
  let size = 0;
  for (const value of target) size += value * value;
  const scale = size === 0 ? 0 : 1 / Math.sqrt(size / count);
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) * scale;
}
