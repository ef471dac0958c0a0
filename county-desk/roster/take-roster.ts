import { ok, type Result, type RosterRow } from '../../domain/index.ts';
import type { ActLog } from '../acts/index.ts';
import type { CountyKeys } from '../enrolment/index.ts';
import type { CountyStore } from '../store/index.ts';
import { keepRoster, readKeptRoster, sealRoster } from './county-roster.ts';

/** Acts that are read from the store at once. */
const ACTS_AT_ONCE = 1000;

export interface RosterDesk {
  /** The county's folder. */
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly store: CountyStore;
  readonly acts: ActLog;
}

/**
 * Takes rows as the county's next roster: kept on disk, then named in the county's ledger, then in the store. After a
 * crash in between it is not there at all, or `takeKeptRosters` brings it in. Gives the version. Error: E-COUNTY-077.
 */
export async function takeRoster(
  desk: RosterDesk,
  rows: readonly RosterRow[],
  by: string,
  onRow?: (done: number) => void,
): Promise<Result<number>> {
  const { folder, keys, store, acts } = desk;
  const before = await takeKeptRosters(folder, store);
  if (!before.ok) return before;
  const version = (await store.rosterVersion()) + 1;
  const options = { personKey: keys.personKey, recipients: [keys.recipient], version };
  const entries = await sealRoster(rows, onRow === undefined ? options : { ...options, onRow });
  const sha256 = keepRoster(folder, version, entries);
  const { at } = await acts.append(by, { act: 'roster-taken', version, rows: entries.length, sha256 });
  await store.takeRoster(version, at, entries);
  return ok(version);
}

/** Brings into the store every version that the county's ledger names and the store has not. Error: E-COUNTY-077. */
export async function takeKeptRosters(folder: string, store: CountyStore): Promise<Result<void>> {
  let newest = await store.rosterVersion();
  for (let from = 0; ; from += ACTS_AT_ONCE) {
    const acts = await store.acts(from, ACTS_AT_ONCE);
    for (const { at, data } of acts) {
      if (data.act !== 'roster-taken' || data.version <= newest) continue;
      const kept = readKeptRoster(folder, data.version, data.sha256);
      if (!kept.ok) return kept;
      await store.takeRoster(data.version, at, kept.value);
      newest = data.version;
    }
    if (acts.length < ACTS_AT_ONCE) return ok(undefined);
  }
}
