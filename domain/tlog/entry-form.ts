import canonicalize from 'canonicalize';
import type { z } from 'zod';
import { isCanonicalOf } from './canonical-json.ts';
import { type Hash, leafHash } from './merkle.ts';

/** `prev` of the first entry. */
export const NO_PREVIOUS = '0'.repeat(64);

/** How an entry says where it stands in its log. */
export interface EntryLink {
  /** Equal to the leaf index. */
  readonly seq: number;
  /** Hex leaf hash of the entry before; NO_PREVIOUS for the first. */
  readonly prev: string;
}

/** What the entries of one kind of log look like: the kiosk's, or the county's own. */
export interface EntryForm<Entry extends EntryLink> {
  readonly schema: z.ZodType<Entry>;
  /** What in an entry does not follow from the one before, beside number and hash; undefined when all does. */
  fault(entry: Entry, before: Entry): string | undefined;
  /** Below which index an entry says that entries were taken off the disk (C2SP tlog-tiles, pruning). */
  prunedBelow?(entry: Entry): number | undefined;
}

/** The bytes of an entry: canonical JSON (RFC 8785) in UTF-8. */
export function bytesOfEntry(entry: EntryLink): Buffer {
  const text = canonicalize(entry);
  if (text === undefined) throw new Error('an entry is always JSON');
  return Buffer.from(text);
}

/** The entry in these bytes; undefined unless they are exactly its canonical form. */
export function entryOfBytes<Entry extends EntryLink>(
  form: EntryForm<Entry>,
  bytes: Uint8Array,
): Entry | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const text = view.toString('utf8');
    const raw: unknown = JSON.parse(text);
    const parsed = form.schema.safeParse(raw);
    if (!parsed.success) return undefined;
    if (isCanonicalOf(view, text, raw, parsed.data)) return parsed.data;
    return bytesOfEntry(parsed.data).equals(view) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Follows a log entry by entry. */
export interface EntryFollower {
  /** What is wrong with this entry as the next of the log, or undefined. `hash` is its leaf hash where it is known. */
  follow(bytes: Uint8Array, hash?: Hash): string | undefined;
  /** Passes over entries of which only the number and the last one's leaf hash are known. */
  skip(count: number, lastLeaf: Hash): void;
  /** The largest index below which the entries so far say that they were pruned; 0 when none does. */
  readonly prunedBelow: number;
}

/**
 * Follows a log entry by entry and tells what does not follow from the one before: number, hash of the
 * predecessor, and what the form asks. Order is proven by this even where the tree is not at hand.
 */
export class EntryFormChain<Entry extends EntryLink> implements EntryFollower {
  readonly #form: EntryForm<Entry>;
  #next = 0;
  #prunedBelow = 0;
  #previous: { entry: Entry | undefined; hash: Hash } | undefined;

  /** `after` are the bytes of the last entry of a log that was followed before, and how many entries it had. */
  constructor(form: EntryForm<Entry>, after?: { readonly size: number; readonly last: Uint8Array }) {
    this.#form = form;
    if (after === undefined) return;
    this.#next = after.size;
    this.#previous = { entry: entryOfBytes(form, after.last), hash: leafHash(after.last) };
  }

  /** The entry followed last; undefined before the first, or when it was none. */
  get last(): Entry | undefined {
    return this.#previous?.entry;
  }

  get prunedBelow(): number {
    return this.#prunedBelow;
  }

  skip(count: number, lastLeaf: Hash): void {
    this.#next += count;
    this.#previous = { entry: undefined, hash: lastLeaf };
  }

  follow(bytes: Uint8Array, hash: Hash = leafHash(bytes)): string | undefined {
    const before = this.#previous;
    const seq = this.#next++;
    const entry = entryOfBytes(this.#form, bytes);
    this.#previous = { entry, hash };
    if (entry === undefined) return 'is no ledger entry in canonical JSON';
    if (entry.seq !== seq) return `says of itself that it is entry ${entry.seq}`;
    const prev = before === undefined ? NO_PREVIOUS : Buffer.from(before.hash).toString('hex');
    if (entry.prev !== prev) return 'does not name the hash of the entry before it';
    this.#prunedBelow = Math.max(this.#prunedBelow, this.#form.prunedBelow?.(entry) ?? 0);
    return before?.entry === undefined ? undefined : this.#form.fault(entry, before.entry);
  }
}
