import { type CodedError, ok, type Result } from '../../domain/index.ts';
import type { CountyActLog } from '../acts/index.ts';
import { takeKeptRosters } from '../roster/index.ts';
import { type CountyStore, type Incomplete, incompleteKiosks } from '../store/index.ts';
import { mirroredNames, readMirroredLog } from './mirrored-log.ts';

export interface RebuildDesk {
  /** The county's folder: mirror, kept rosters and its own ledger lie in it. */
  readonly folder: string;
  readonly store: CountyStore;
  readonly acts: CountyActLog;
}

/** What a rebuild came to. */
export interface Rebuilt {
  readonly acts: number;
  readonly rosterVersion: number;
  readonly kiosks: readonly { readonly kiosk: string; readonly entries: number }[];
  /** Logs that were left out, and why. */
  readonly refused: readonly { readonly kiosk: string; readonly error: CodedError }[];
  readonly incomplete: readonly Incomplete[];
}

/**
 * Fills a store from what is kept: the county's own ledger, the rosters that it names, the verified bundles. What the
 * store has already stays, so a rebuild that was cut off goes on where it was. Error: E-COUNTY-077 (a roster).
 */
export async function rebuild(
  { folder, store, acts }: RebuildDesk,
  onKiosk: (kiosk: string) => void = () => undefined,
): Promise<Result<Rebuilt>> {
  await acts.catchUp();
  const rosters = await takeKeptRosters(folder, store);
  if (!rosters.ok) return rosters;
  const kiosks: { kiosk: string; entries: number }[] = [];
  const refused: { kiosk: string; error: CodedError }[] = [];
  for (const name of mirroredNames(folder)) {
    onKiosk(name);
    const log = readMirroredLog(folder, name);
    if (!log.ok) refused.push({ kiosk: name, error: log.error });
    if (!log.ok || log.value === undefined) continue;
    const held = (await store.head(name))?.size ?? 0;
    let entries = held;
    for (const head of log.value.heads) {
      if (head.size < held) continue;
      await store.takeEntries(head, log.value.rows(entries, head.size));
      entries = head.size;
    }
    kiosks.push({ kiosk: name, entries });
  }
  return ok({
    acts: await store.actCount(),
    rosterVersion: await store.rosterVersion(),
    kiosks,
    refused,
    incomplete: await incompleteKiosks(store),
  });
}
