/** Slips kept in memory. */
const KEPT = 20;

/** A slip that was cut, or torn off at the tear bar. */
export interface CutSlip {
  /** Counts from 0 since the start. */
  readonly n: number;
  readonly bytes: Buffer;
}

/** The slips since the start; the last 20 are kept. */
export class CutSlips {
  #kept: CutSlip[] = [];
  #count = 0;

  add(bytes: Buffer): void {
    this.#kept = [...this.#kept, { n: this.#count, bytes }].slice(-KEPT);
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  /** The n-th slip since the start, from the end when negative; undefined when it is not kept. */
  at(n: number): CutSlip | undefined {
    const wanted = n < 0 ? this.#count + n : n;
    return this.#kept.find((slip) => slip.n === wanted);
  }
}
