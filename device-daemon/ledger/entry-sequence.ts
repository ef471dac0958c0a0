import type { LedgerEntry, LedgerEvent } from '../../domain/index.ts';
import { decodeEntry, encodeEntry, leafHash, MAX_ENTRY_BYTES, NO_PREVIOUS } from '../../domain/tlog/index.ts';
import { LedgerFault } from './fault.ts';

/** Where the clocks and the name of this start come from. */
export interface EntryOrigin {
  readonly boot: string;
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Monotonic clock, milliseconds since the daemon started. */
  monotonic(): number;
}

/** An entry that is made but not yet durable. */
export interface Draft {
  readonly entry: LedgerEntry;
  readonly bytes: Buffer;
  /** Hex leaf hash. */
  readonly hash: string;
}

/** Makes entries that follow one another by number, hash and clock. */
export class EntrySequence {
  readonly #origin: EntryOrigin;
  /** The last durable entry; undefined in an empty log. */
  #last: { seq: number; wall: string; hash: string } | undefined;

  /** Goes on after `last`, the bytes of the last durable entry. */
  constructor(origin: EntryOrigin, last: Buffer | undefined) {
    this.#origin = origin;
    if (last === undefined) return;
    const entry = decodeEntry(last);
    if (entry === undefined) throw new LedgerFault('E-LEDGER-009', 'the last entry is no ledger entry');
    this.#last = { seq: entry.seq, wall: entry.wall, hash: hashOf(last) };
  }

  /** Wall time of the last durable entry. */
  get lastWall(): string | undefined {
    return this.#last?.wall;
  }

  /** The wall clock's time now. */
  wall(): string {
    return new Date(this.#origin.now()).toISOString();
  }

  /** What an entry made now would say of the wall clock: `suspect` when it ran backwards (E0). */
  clock(): LedgerEntry['clock'] {
    return qualityOf(this.wall(), this.#last?.wall);
  }

  /** The entry of an event after `before`, by default after the last durable one. Throws when it is too large. */
  draft(event: LedgerEvent, before: Draft | undefined): Draft {
    const previous =
      before === undefined
        ? this.#last
        : { seq: before.entry.seq, wall: before.entry.wall, hash: before.hash };
    const wall = this.wall();
    const entry: LedgerEntry = {
      v: 1,
      seq: previous === undefined ? 0 : previous.seq + 1,
      boot: this.#origin.boot,
      mono: Math.max(0, Math.round(this.#origin.monotonic())),
      wall,
      clock: qualityOf(wall, previous?.wall),
      prev: previous?.hash ?? NO_PREVIOUS,
      data: event,
    };
    const bytes = encodeEntry(entry);
    if (bytes.length > MAX_ENTRY_BYTES)
      throw new LedgerFault('E-LEDGER-006', `the entry has ${bytes.length} bytes`);
    return { entry, bytes, hash: hashOf(bytes) };
  }

  /** Takes note that a draft has become durable. */
  accept(draft: Draft): void {
    this.#last = { seq: draft.entry.seq, wall: draft.entry.wall, hash: draft.hash };
  }
}

function qualityOf(wall: string, before: string | undefined): LedgerEntry['clock'] {
  return before !== undefined && wall < before ? 'suspect' : 'good';
}

function hashOf(bytes: Uint8Array): string {
  return Buffer.from(leafHash(bytes)).toString('hex');
}
