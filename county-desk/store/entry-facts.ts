import { dayInChina, type LedgerEntry } from '../../domain/index.ts';
import type { EntryRow } from './county-store.ts';
import { instant } from './instants.ts';
import type { SqlValue } from './sql.ts';

/** Rows that an entry gives beside itself, columns as in tables.ts. */
export interface EntryFacts {
  readonly entry: readonly SqlValue[];
  readonly visit?: readonly SqlValue[];
  readonly judgement?: readonly SqlValue[];
}

/** The rows of one entry. Its sealed record stays in the mirror: here it would be kept twice. */
export function factsOf(kiosk: string, month: number, row: EntryRow): EntryFacts {
  const { seq, leaf, entry } = row;
  const at = instant(entry.wall);
  const body = JSON.stringify(unsealed(entry));
  const facts = { entry: [kiosk, month, seq, at, leaf, body] };
  const { data } = entry;
  // Figures tell the share of manual checks by operator (A70).
  if (data.event === 'staff-judged')
    return { ...facts, judgement: [kiosk, data.visit, seq, at, data.operator] };
  if (data.event === 'visit-outcome' && data.person !== null) {
    const { year, person, visit, outcome, method, means } = data;
    return {
      ...facts,
      visit: [kiosk, seq, year, person, at, entry.clock, visit, data.event, outcome, method, means],
    };
  }
  if (data.event === 'callback-wanted' && data.person !== null) {
    // A call that is wanted belongs to the year in which it was asked for: there is no visit's record behind it.
    const year = Number(dayInChina(Date.parse(at)).slice(0, 4));
    const { person, visit, event } = data;
    return { ...facts, visit: [kiosk, seq, year, person, at, entry.clock, visit, event, null, null, null] };
  }
  return facts;
}

function unsealed(entry: LedgerEntry): LedgerEntry {
  const { data } = entry;
  return data.event === 'visit-outcome' ? { ...entry, data: { ...data, sealed: null } } : entry;
}
