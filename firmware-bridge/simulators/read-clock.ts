/** Measures what a read costs on the simulator's side: from its first command to its last answer. */
export class ReadClock {
  #started: number | undefined;
  /** Milliseconds of the last whole read, null before the first. */
  lastReadMs: number | null = null;
  reads = 0;

  /** Takes note that a read's first command has come in. */
  begins(): void {
    this.#started = performance.now();
  }

  /** Takes note that a read's last answer goes out. */
  ends(): void {
    if (this.#started === undefined) return;
    this.lastReadMs = performance.now() - this.#started;
    this.reads++;
    this.#started = undefined;
  }
}
