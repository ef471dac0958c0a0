import type { BoardEvent, LedgerEvent } from '../../domain/index.ts';

/** Entries of a kind an hour: a loose door switch or a bad cable must not fill the log, nor hide a power cut. */
const MOST_AN_HOUR = 40;
const HOUR_MS = 3_600_000;

/** What the journal needs of the ledger. */
export interface BoardLedger {
  append(event: LedgerEvent): Promise<unknown>;
  checkpoint(): Promise<void>;
}

/**
 * Writes what the cabinet tells to the ledger: door, power, and whether the board is there to tell. Each entry is
 * made durable and put under a signed checkpoint at once: the power may be gone in the next second.
 */
export class BoardJournal {
  readonly #ledger: BoardLedger;
  readonly #monotonic: () => number;
  readonly #log: (line: { readonly [fact: string]: string | number }) => void;
  #link: 'none' | 'lost' | 'ready' = 'none';
  #hourBegan = 0;
  readonly #written = new Map<LedgerEvent['event'], number>();
  #passedOver = 0;

  constructor(
    ledger: BoardLedger,
    monotonic: () => number,
    log: (line: { readonly [fact: string]: string | number }) => void,
  ) {
    this.#ledger = ledger;
    this.#monotonic = monotonic;
    this.#log = log;
  }

  /** Takes note of an event; settles when it is durable, or given up. Never rejects. */
  async note(happened: BoardEvent): Promise<void> {
    const entry = this.#entryOf(happened);
    if (entry === undefined || !this.#mayWrite(entry.event)) return;
    try {
      await this.#ledger.append(entry);
      await this.#ledger.checkpoint();
    } catch {
      // A ledger that takes no more is found by the check before the next visit.
      this.#log({ event: 'not-logged', what: entry.event });
    }
  }

  #entryOf(happened: BoardEvent): LedgerEvent | undefined {
    switch (happened.what) {
      case 'door':
        return { event: 'door', open: happened.open, ageMs: happened.ageMs };
      case 'power':
        return { event: 'power', failing: happened.failing, ageMs: happened.ageMs };
      case 'link': {
        const { link, code } = happened.state;
        if (link === this.#link) return undefined;
        this.#link = link;
        return link === 'none' ? undefined : { event: 'board', link, code };
      }
      default:
        return undefined;
    }
  }

  #mayWrite(kind: LedgerEvent['event']): boolean {
    const now = this.#monotonic();
    if (now - this.#hourBegan >= HOUR_MS) {
      if (this.#passedOver > 0) this.#log({ event: 'board-events-passed-over', count: this.#passedOver });
      this.#hourBegan = now;
      this.#written.clear();
      this.#passedOver = 0;
    }
    const written = this.#written.get(kind) ?? 0;
    if (written < MOST_AN_HOUR) {
      this.#written.set(kind, written + 1);
      return true;
    }
    if (this.#passedOver === 0) this.#log({ event: 'too-many-board-events', most: MOST_AN_HOUR });
    this.#passedOver += 1;
    return false;
  }
}
