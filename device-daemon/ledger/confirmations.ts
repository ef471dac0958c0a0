import { type ConfirmationRecord, isConfirmed, type LedgerEntry } from '../../domain/index.ts';
import { decodeEntry } from '../../domain/tlog/index.ts';
import { LedgerFault, type LogView } from '../../ledger/index.ts';

/** This year's confirmation of a person, as the ledger holds it. */
export interface Confirmation {
  readonly index: number;
  /** Hex leaf hash. */
  readonly leafHash: string;
  readonly visit: string;
  readonly method: ConfirmationRecord['method'];
  readonly means: ConfirmationRecord['means'];
  /** ISO time of the entry. */
  readonly at: string;
  /** Number of the last reprint that came out or may have; 0 before the first. */
  readonly copies: number;
}

/** What can matter in an entry's bytes. */
const EVENTS = ['visit-outcome', 'receipt-printed', 'receipt-unsure'].map((event) => `"event":"${event}"`);

/** Who is confirmed for which year, kept from the entries as they become durable. */
export class Confirmations implements LogView<LedgerEntry> {
  #byPerson = new Map<string, Confirmation>();
  #keyOfIndex = new Map<number, string>();

  /** Takes note of a durable entry. */
  note(entry: LedgerEntry, index: number, leafHash: string): void {
    const { data: event, wall: at } = entry;
    if (event.event === 'visit-outcome' && event.person !== null && isConfirmed(event.outcome)) {
      const key = keyOf(event.year, event.person);
      // The first confirmation of a year is the one that counts; a later one changes nothing.
      if (this.#byPerson.has(key)) return;
      const { visit, method, means } = event;
      this.#byPerson.set(key, { index, leafHash, visit, method, means, at, copies: 0 });
      this.#keyOfIndex.set(index, key);
    }
    // A slip that may have come out counts: no two may carry the same number.
    if (event.event === 'receipt-printed' || event.event === 'receipt-unsure') {
      const key = this.#keyOfIndex.get(event.index);
      const known = key === undefined ? undefined : this.#byPerson.get(key);
      if (key !== undefined && known !== undefined)
        this.#byPerson.set(key, { ...known, copies: Math.max(known.copies, event.copy) });
    }
  }

  /** Takes note of an entry's bytes, parsing only those that can matter. */
  replay(bytes: Buffer, index: number, leafHash: Uint8Array): void {
    if (!EVENTS.some((event) => bytes.includes(event))) return;
    const entry = decodeEntry(bytes);
    if (entry === undefined) throw new LedgerFault('E-LEDGER-009', `entry ${index} is no ledger entry`);
    this.note(entry, index, Buffer.from(leafHash).toString('hex'));
  }

  /** The confirmation of a person in a year, if there is one. */
  find(year: number, person: string): Confirmation | undefined {
    return this.#byPerson.get(keyOf(year, person));
  }
}

function keyOf(year: number, person: string): string {
  return `${year}/${person}`;
}
