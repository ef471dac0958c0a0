import type { CountyEntry } from '../../acts/index.ts';
import type { CountyStore } from '../../store/index.ts';

/** Entries that are read from the store at once. */
const BATCH = 1000;

/** A spot check as it was begun. */
export interface BegunDraw {
  readonly draw: string;
  readonly at: string;
  readonly by: string;
  readonly year: number;
  readonly seed: string;
  readonly size: number;
}

/** Follows the county's ledger and keeps the few entries that pages ask for. Each entry is read once. */
export class ActWatch {
  readonly #store: CountyStore;
  readonly #draws = new Map<string, BegunDraw>();
  #next = 0;
  #reading: Promise<void> | undefined;

  constructor(store: CountyStore) {
    this.#store = store;
  }

  /** Spot checks, the latest first. */
  async draws(): Promise<readonly BegunDraw[]> {
    await this.#follow();
    return [...this.#draws.values()].reverse();
  }

  #follow(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const entries = await this.#store.acts(this.#next, BATCH);
      for (const entry of entries) this.#note(entry, entry.data);
      this.#next += entries.length;
      if (entries.length < BATCH) return;
    }
  }

  #note({ at, by }: CountyEntry, data: CountyEntry['data']): void {
    if (data.act !== 'draw-begun') return;
    const { draw, year, seed, size } = data;
    this.#draws.set(draw, { draw, at, by, year, seed, size });
  }
}
