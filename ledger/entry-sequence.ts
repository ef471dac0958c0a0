import {
  bytesOfEntry,
  type EntryLink,
  entryOfBytes,
  leafHash,
  MAX_ENTRY_BYTES,
  NO_PREVIOUS,
} from '../domain/tlog/index.ts';
import type { EntryCodec } from './codec.ts';
import { LedgerFault } from './fault.ts';

/** An entry that is made but not yet durable. */
export interface Draft<Entry> {
  readonly entry: Entry;
  readonly bytes: Buffer;
  /** Hex leaf hash. */
  readonly hash: string;
}

/** The last durable entry of a log. */
export interface LastEntry {
  readonly seq: number;
  /** Hex leaf hash. */
  readonly hash: string;
  /** Undefined when it was pruned. */
  readonly bytes: Buffer | undefined;
}

/** Makes entries that follow one another by number and hash. */
export class EntrySequence<Event, Entry extends EntryLink> {
  readonly #codec: EntryCodec<Event, Entry>;
  #seq: number;
  #hash: string;
  #last: Entry | undefined;

  /** Goes on after the last durable entry, if there is one. */
  constructor(codec: EntryCodec<Event, Entry>, last: LastEntry | undefined) {
    this.#codec = codec;
    this.#seq = last === undefined ? 0 : last.seq + 1;
    this.#hash = last?.hash ?? NO_PREVIOUS;
    if (last?.bytes === undefined) return;
    this.#last = entryOfBytes(codec, last.bytes);
    if (this.#last === undefined) throw new LedgerFault('E-LEDGER-009', 'the last entry is no ledger entry');
  }

  /** The last durable entry, where it is there. */
  get last(): Entry | undefined {
    return this.#last;
  }

  /** The entry of an event after `before`, by default after the last durable one. Throws when it is too large. */
  draft(event: Event, before: Draft<Entry> | undefined): Draft<Entry> {
    const link: EntryLink =
      before === undefined
        ? { seq: this.#seq, prev: this.#hash }
        : { seq: before.entry.seq + 1, prev: before.hash };
    const entry = this.#codec.make(event, link, before === undefined ? this.#last : before.entry);
    const bytes = bytesOfEntry(entry);
    if (bytes.length > MAX_ENTRY_BYTES)
      throw new LedgerFault('E-LEDGER-006', `the entry has ${bytes.length} bytes`);
    return { entry, bytes, hash: Buffer.from(leafHash(bytes)).toString('hex') };
  }

  /** Takes note that a draft has become durable. */
  accept(draft: Draft<Entry>): void {
    this.#seq = draft.entry.seq + 1;
    this.#hash = draft.hash;
    this.#last = draft.entry;
  }
}
