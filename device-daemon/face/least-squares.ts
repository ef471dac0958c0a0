import type { SecretMemory } from './secret-memory.ts';

/** Linear least squares by the normal equations; made once and used again. */
export class LeastSquares {
  /** What was found last. */
  readonly found: Float64Array;
  private readonly unknowns: number;
  private readonly sums: Float64Array;

  constructor(unknowns: number, memory: SecretMemory) {
    this.unknowns = unknowns;
    this.found = memory.doubles(unknowns);
    this.sums = memory.doubles(unknowns * (unknowns + 1));
  }

  begin(): void {
    this.sums.fill(0);
  }

  /** Adds the equation: the sum of `factors[from + i]` times each unknown is `value`. */
  add(factors: ArrayLike<number>, value: number, weight = 1, from = 0): void {
    const { sums, unknowns } = this;
    const width = unknowns + 1;
    for (let i = 0; i < unknowns; i++) {
      const weighted = weight * (factors[from + i] ?? 0);
      const row = i * width;
      for (let j = i; j < unknowns; j++)
        sums[row + j] = (sums[row + j] ?? 0) + weighted * (factors[from + j] ?? 0);
      sums[row + unknowns] = (sums[row + unknowns] ?? 0) + weighted * value;
    }
  }

  /**
   * Solves for the unknowns, by Gauss with the largest pivot; an unknown that nothing was said of is 0. `damping` is a share
   * that each unknown is held to what it is (Levenberg). The equations are gone after it.
   */
  solve(damping = 0): Float64Array {
    const { sums, unknowns, found } = this;
    const width = unknowns + 1;
    for (let i = 0; i < unknowns; i++) {
      sums[i * width + i] = (sums[i * width + i] ?? 0) * (1 + damping);
      for (let j = 0; j < i; j++) sums[i * width + j] = sums[j * width + i] ?? 0;
    }
    const value = (row: number, column: number): number => sums[row * width + column] ?? 0;
    for (let column = 0; column < unknowns; column++) {
      let best = column;
      for (let row = column + 1; row < unknowns; row++)
        if (Math.abs(value(row, column)) > Math.abs(value(best, column))) best = row;
      for (let j = 0; j < width && best !== column; j++) {
        const kept = value(best, j);
        sums[best * width + j] = value(column, j);
        sums[column * width + j] = kept;
      }
      const pivot = value(column, column);
      if (Math.abs(pivot) < 1e-12) continue;
      for (let row = 0; row < unknowns; row++) {
        if (row === column) continue;
        const factor = value(row, column) / pivot;
        for (let j = column; j < width; j++)
          sums[row * width + j] = value(row, j) - factor * value(column, j);
      }
    }
    for (let i = 0; i < unknowns; i++)
      found[i] = Math.abs(value(i, i)) < 1e-12 ? 0 : value(i, unknowns) / value(i, i);
    return found;
  }
}
