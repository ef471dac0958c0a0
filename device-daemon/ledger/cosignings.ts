/** Milliseconds of the county's clock between two entries that tell of a cosignature. */
const TELL_EVERY_MS = 86_400_000;

/**
 * When the county cosigned which size, from the log's own entries. It is told once a day at most: each entry makes a
 * new tree that is cosigned again, and two that answer each other would fill the log for ever.
 */
export class Cosignings {
  readonly #told: Array<{ readonly size: number; readonly time: number }> = [];

  /** `time` is in milliseconds since 1970, by the county's clock. */
  note(size: number, time: number): void {
    this.#told.push({ size, time });
  }

  /** Whether a cosignature of this time is worth an entry. */
  worthTelling(time: number): boolean {
    const last = this.#told.at(-1);
    return last === undefined || time - last.time >= TELL_EVERY_MS;
  }

  /** The largest size that was cosigned at this time or before: entries below it are at least as old. */
  sizeAt(time: number): number {
    return this.#told.reduce((size, told) => (told.time <= time ? Math.max(size, told.size) : size), 0);
  }
}
