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

/** Makes entries that follow one another by number and hash. */
export class EntrySequence<Event, Entry extends EntryLink> {
  readonly #codec: EntryCodec<Event, Entry>;
  /** The last durable entry; undefined in an empty log. */
  #last: { entry: Entry; hash: string } | undefined;

  /** Goes on after `last`, the bytes of the last durable entry. */
  constructor(codec: EntryCodec<Event, Entry>, last: Buffer | undefined) {
    this.#codec = codec;
    if (last === undefined) return;
    const entry = entryOfBytes(codec, last);
    if (entry === undefined) throw new LedgerFault('E-LEDGER-009', 'the last entry is no ledger entry');
    this.#last = { entry, hash: hashOf(last) };
  }

  /** The last durable entry. */
  get last(): Entry | undefined {
    return this.#last?.entry;
  }

  /** The entry of an event after `before`, by default after the last durable one. Throws when it is too large. */
  draft(event: Event, before: Draft<Entry> | undefined): Draft<Entry> {
    const previous = before ?? this.#last;
    const link: EntryLink = {
      seq: previous === undefined ? 0 : previous.entry.seq + 1,
      prev: previous?.hash ?? NO_PREVIOUS,
    };
    const entry = this.#codec.make(event, link, previous?.entry);
    const bytes = bytesOfEntry(entry);
    if (bytes.length > MAX_ENTRY_BYTES)
      throw new LedgerFault('E-LEDGER-006', `the entry has ${bytes.length} bytes`);
    return { entry, bytes, hash: hashOf(bytes) };
  }

  /** Takes note that a draft has become durable. */
  accept(draft: Draft<Entry>): void {
    this.#last = { entry: draft.entry, hash: draft.hash };
  }
}

function hashOf(bytes: Uint8Array): string {
  return Buffer.from(leafHash(bytes)).toString('hex');
}
