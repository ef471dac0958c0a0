import { z } from 'zod';
import { type ConfirmationRecord, isConfirmed, type LedgerEntry, Means, Method } from '../../domain/index.ts';

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

const Kept = z.array(
  z.strictObject({
    year: z.number().int(),
    person: z.string(),
    index: z.number().int().nonnegative(),
    leafHash: z.string(),
    visit: z.string(),
    method: Method,
    means: Means,
    at: z.string(),
    copies: z.number().int().nonnegative(),
  }),
);

/** Who is confirmed for which year, kept from the entries as they become durable. */
export class Confirmations {
  #byPerson = new Map<string, Confirmation & { readonly year: number; readonly person: string }>();
  #keyOfIndex = new Map<number, string>();

  /** Takes note of a durable entry. `leafHash` is in hex. */
  note({ data: event, wall: at }: LedgerEntry, index: number, leafHash: string): void {
    if (event.event === 'visit-outcome' && event.person !== null && isConfirmed(event.outcome)) {
      const { year, person, visit, method, means } = event;
      const key = keyOf(year, person);
      // The first confirmation of a year is the one that counts; a later one changes nothing.
      if (this.#byPerson.has(key)) return;
      this.#byPerson.set(key, { year, person, index, leafHash, visit, method, means, at, copies: 0 });
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

  /** The confirmation of a person in a year, if there is one. */
  find(year: number, person: string): Confirmation | undefined {
    const found = this.#byPerson.get(keyOf(year, person));
    if (found === undefined) return undefined;
    const { index, leafHash, visit, method, means, at, copies } = found;
    return { index, leafHash, visit, method, means, at, copies };
  }

  /** The confirmations of this year and later ones, as JSON that `restore` takes. */
  snapshot(fromYear: number): unknown {
    return [...this.#byPerson.values()].filter(({ year }) => year >= fromYear);
  }

  /** Takes what `snapshot` gave. Throws on anything else. */
  restore(snapshot: unknown): void {
    for (const kept of Kept.parse(snapshot)) {
      const key = keyOf(kept.year, kept.person);
      this.#byPerson.set(key, kept);
      this.#keyOfIndex.set(kept.index, key);
    }
  }
}

function keyOf(year: number, person: string): string {
  return `${year}/${person}`;
}
