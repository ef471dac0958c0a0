import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { ConfirmationRecord, fail, ok, type Result, RosterRow } from '../../domain/index.ts';
import type { ActLog, DeskAct } from '../acts/index.ts';
import type { CountyStore } from '../store/index.ts';
import { sealedRecord } from './sealed-record.ts';

export interface OpeningDesk {
  /** The county's folder: the identity lies in it, and the mirror. */
  readonly folder: string;
  readonly store: CountyStore;
  readonly acts: ActLog;
}

/** Who opens, and why. The reason stands in the county's ledger for good; it must not name the person. */
export interface Opening {
  /** Account of the officer, or `cli:NAME`. */
  readonly operator: string;
  readonly reason: string;
}

type What = Extract<DeskAct, { act: 'opened' }>['what'];

/** Shortest reason: two characters say something in Chinese. */
const MIN_REASON = 2;
const MAX_REASON = 500;

/**
 * Opens the roster rows of these people; whoever has none is left out. The opening is in the county's ledger, durably,
 * before anything is opened. Errors: E-COUNTY-078 (no reason), E-COUNTY-079 (no identity, or not the right one).
 */
export async function openRoster(
  desk: OpeningDesk,
  persons: readonly string[],
  opening: Opening,
  what: What = 'roster-row',
): Promise<Result<ReadonlyMap<string, RosterRow>>> {
  const ready = await begin(desk, persons, opening, what);
  if (!ready.ok) return ready;
  const rows = new Map<string, RosterRow>();
  for (const person of persons) {
    const sealed = await desk.store.sealedRow(person);
    if (sealed === undefined) continue;
    const text = await opened(ready.value, sealed);
    if (!text.ok) return text;
    rows.set(person, RosterRow.parse(JSON.parse(text.value)));
  }
  return ok(rows);
}

/** Where a record lies: the entry of the visit. */
export interface RecordPlace {
  readonly person: string;
  readonly kiosk: string;
  readonly seq: number;
}

/**
 * Opens the record of a visit, from the mirror's own bytes. Errors: as openRoster, and E-COUNTY-080 (the mirror has not
 * the entry that the store holds, or the entry has no record).
 */
export async function openRecord(
  desk: OpeningDesk,
  place: RecordPlace,
  opening: Opening,
): Promise<Result<ConfirmationRecord>> {
  const sealed = await sealedRecord(desk.folder, desk.store, place.kiosk, place.seq);
  if (!sealed.ok) return sealed;
  const ready = await begin(desk, [place.person], opening, 'record');
  if (!ready.ok) return ready;
  const text = await opened(ready.value, sealed.value);
  return text.ok ? ok(ConfirmationRecord.parse(JSON.parse(text.value))) : text;
}

/** The identity, once the opening is written down. */
async function begin(
  { folder, acts }: OpeningDesk,
  persons: readonly string[],
  { operator, reason }: Opening,
  what: What,
): Promise<Result<Decrypter>> {
  const why = reason.trim();
  if (why.length < MIN_REASON || why.length > MAX_REASON)
    return fail('E-COUNTY-078', `${MIN_REASON} to ${MAX_REASON} characters`);
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(readFileSync(join(folder, 'keys', 'records.agekey'), 'utf8').trim());
  } catch {
    // The library's message could quote the file, and the file is secret.
    return fail('E-COUNTY-079', 'keys/records.agekey');
  }
  const [only] = persons;
  const person = persons.length === 1 && only !== undefined ? only : null;
  await acts.append(operator, { act: 'opened', what, persons: persons.length, person, reason: why });
  return ok(decrypter);
}

async function opened(decrypter: Decrypter, sealed: string): Promise<Result<string>> {
  try {
    return ok(await decrypter.decrypt(Buffer.from(sealed, 'base64'), 'text'));
  } catch {
    return fail('E-COUNTY-079', 'sealed to another identity, or damaged');
  }
}
