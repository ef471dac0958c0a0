import { type LedgerEntry, LedgerEvent, SIGNED_AT_ONCE } from '../../domain/index.ts';
import { type EntryLink, KIOSK_ENTRIES } from '../../domain/tlog/index.ts';
import type { EntryCodec } from '../../ledger/index.ts';

/** Where the clocks and the name of this start come from. */
export interface EntryOrigin {
  readonly boot: string;
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Monotonic clock, milliseconds since the daemon started. */
  monotonic(): number;
}

/** Makes the entries of a kiosk's log: each says which start wrote it and what both clocks were. */
export class KioskEntries implements EntryCodec<LedgerEvent, LedgerEntry> {
  readonly schema = KIOSK_ENTRIES.schema;
  readonly #origin: EntryOrigin;

  constructor(origin: EntryOrigin) {
    this.#origin = origin;
  }

  fault(entry: LedgerEntry, before: LedgerEntry): string | undefined {
    return KIOSK_ENTRIES.fault(entry, before);
  }

  prunedBelow(entry: LedgerEntry): number | undefined {
    return KIOSK_ENTRIES.prunedBelow?.(entry);
  }

  parse(event: LedgerEvent): LedgerEvent {
    return LedgerEvent.parse(event);
  }

  make(event: LedgerEvent, link: EntryLink, before: LedgerEntry | undefined): LedgerEntry {
    const wall = this.wall();
    return {
      v: 1,
      seq: link.seq,
      boot: this.#origin.boot,
      mono: Math.max(0, Math.round(this.#origin.monotonic())),
      wall,
      clock: qualityOf(wall, before?.wall),
      prev: link.prev,
      data: event,
    };
  }

  atOnce(entry: LedgerEntry): boolean {
    return SIGNED_AT_ONCE.has(entry.data.event);
  }

  /** The wall clock's time now. */
  wall(): string {
    return new Date(this.#origin.now()).toISOString();
  }

  /** What an entry made now after `last` would say of the wall clock: `suspect` when it ran backwards (E0). */
  clockAfter(last: LedgerEntry | undefined): LedgerEntry['clock'] {
    return qualityOf(this.wall(), last?.wall);
  }
}

function qualityOf(wall: string, before: string | undefined): LedgerEntry['clock'] {
  return before !== undefined && wall < before ? 'suspect' : 'good';
}
