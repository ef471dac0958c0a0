import type { CountyEntry } from '../../acts/index.ts';
import type { CountyStore } from '../../store/index.ts';

/** Entries that are read from the store at once. */
const BATCH = 1000;
/** How a prepared sheet of candidates stands in the ledger. */
export const SHEET = 'suspension-sheet';

/** A spot check as it was begun. */
export interface BegunDraw {
  readonly draw: string;
  readonly at: string;
  readonly by: string;
  readonly year: number;
  readonly seed: string;
  readonly size: number;
}

/** A sheet of candidates as it was prepared. */
export interface SheetMark {
  /** Hex digest of the sheet. */
  readonly sheet: string;
  readonly at: string;
  /** Account of the officer who prepared it: the ledger's word, not the sheet's. */
  readonly by: string;
}

/** Follows the county's ledger and keeps the few entries that pages ask for. Each entry is read once. */
export class ActWatch {
  readonly #store: CountyStore;
  readonly #draws = new Map<string, BegunDraw>();
  readonly #sheets = new Map<string, SheetMark>();
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

  /** Prepared sheets, the latest first. */
  async sheets(): Promise<readonly SheetMark[]> {
    await this.#follow();
    return [...this.#sheets.values()].reverse();
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
    if (data.act === 'draw-begun') {
      const { draw, year, seed, size } = data;
      this.#draws.set(draw, { draw, at, by, year, seed, size });
    }
    if (data.act === 'issued' && data.what === SHEET && !this.#sheets.has(data.sha256))
      this.#sheets.set(data.sha256, { sheet: data.sha256, at, by });
  }
}
