import { LedgerEntry } from '../ledger-entry.ts';
import { bytesOfEntry, type EntryForm, EntryFormChain, entryOfBytes } from './entry-form.ts';

/** What of an entry tells when it was written. */
export type EntryClocks = Pick<LedgerEntry, 'boot' | 'clock' | 'mono' | 'wall'>;

/** What is wrong with an entry's clocks after those of the one before it, or undefined. */
export function clockFault(entry: EntryClocks, before: EntryClocks): string | undefined {
  if (entry.clock === 'good' && entry.wall < before.wall)
    return 'is older than the entry before it and does not say that its clock is suspect';
  if (entry.boot === before.boot && entry.mono < before.mono) return 'runs backwards on the monotonic clock';
  return undefined;
}

/** The entries of a kiosk's log: beside number and hash their two clocks must follow. */
export const KIOSK_ENTRIES: EntryForm<LedgerEntry> = {
  schema: LedgerEntry,
  fault: clockFault,
  prunedBelow: ({ data }) => (data.event === 'pruned' ? data.below : undefined),
};

/** The bytes of a kiosk's entry: canonical JSON (RFC 8785) in UTF-8. */
export function encodeEntry(entry: LedgerEntry): Buffer {
  return bytesOfEntry(entry);
}

/** The kiosk's entry in these bytes; undefined unless they are exactly its canonical form. */
export function decodeEntry(bytes: Uint8Array): LedgerEntry | undefined {
  return entryOfBytes(KIOSK_ENTRIES, bytes);
}

/** Follows a kiosk's log entry by entry. */
export class EntryChain extends EntryFormChain<LedgerEntry> {
  constructor(after?: { readonly size: number; readonly last: Uint8Array }) {
    super(KIOSK_ENTRIES, after);
  }
}
