import canonicalize from 'canonicalize';
import { LedgerEntry } from '../ledger-entry.ts';
import { type Hash, leafHash } from './merkle.ts';

/** `prev` of the first entry. */
export const NO_PREVIOUS = '0'.repeat(64);

/** The bytes of an entry: canonical JSON (RFC 8785) in UTF-8. */
export function encodeEntry(entry: LedgerEntry): Buffer {
  const text = canonicalize(entry);
  if (text === undefined) throw new Error('an entry is always JSON');
  return Buffer.from(text);
}

/** The entry in these bytes; undefined unless they are exactly its canonical form. */
export function decodeEntry(bytes: Uint8Array): LedgerEntry | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const parsed = LedgerEntry.safeParse(JSON.parse(view.toString('utf8')));
    return parsed.success && encodeEntry(parsed.data).equals(view) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Follows a log entry by entry and tells what does not follow from the one before: number, hash of the
 * predecessor, clocks. Order is proven by this even where the tree is not at hand.
 */
export class EntryChain {
  #next = 0;
  #previous: { entry: LedgerEntry | undefined; hash: Hash } | undefined;

  /** What is wrong with this entry as the next of the chain, or undefined. */
  follow(bytes: Uint8Array): string | undefined {
    const before = this.#previous;
    const seq = this.#next++;
    const entry = decodeEntry(bytes);
    this.#previous = { entry, hash: leafHash(bytes) };
    if (entry === undefined) return 'is no ledger entry in canonical JSON';
    if (entry.seq !== seq) return `says of itself that it is entry ${entry.seq}`;
    const prev = before === undefined ? NO_PREVIOUS : Buffer.from(before.hash).toString('hex');
    if (entry.prev !== prev) return 'does not name the hash of the entry before it';
    if (before?.entry === undefined) return undefined;
    if (entry.clock === 'good' && entry.wall < before.entry.wall)
      return 'is older than the entry before it and does not say that its clock is suspect';
    if (entry.boot === before.entry.boot && entry.mono < before.entry.mono)
      return 'runs backwards on the monotonic clock';
    return undefined;
  }
}
