import type { LedgerEntry } from '../../domain/index.ts';
import {
  bundleEntries,
  decodeEntry,
  leafHash,
  sameHash,
  TILE_WIDTH,
  tileHashes,
} from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import type { EntryRow } from '../store/index.ts';

/**
 * Entries `from` to `to` (without it) of a mirrored log, read again from the kept bundles and checked again against
 * their tiles; one bundle at a time in memory. `to` must not be beyond the last head. Throws when the disk has not
 * kept them: a view must never be made of what is not proven.
 */
export function* entryRows(folder: string, from: number, to: number, size: number): Generator<EntryRow> {
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index++) {
    const first = index * TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, size - first);
    const bundle = readTile(folder, { level: 'entries', index, width });
    const tile = readTile(folder, { level: 0, index, width });
    if (bundle === undefined || tile === undefined)
      throw new Error(`bundle ${index} of ${folder} is missing`);
    const hashes = tileHashes(tile, width);
    for (const [i, bytes] of bundleEntries(bundle).entries()) {
      const seq = first + i;
      if (seq < from || seq >= to) continue;
      const leaf = leafHash(bytes);
      const wanted = hashes[i];
      const entry = decodeEntry(bytes);
      if (wanted === undefined || !sameHash(leaf, wanted) || entry === undefined)
        throw new Error(`entry ${seq} of ${folder} is not what was kept`);
      yield { seq, leaf: Buffer.from(leaf).toString('hex'), entry: withoutSealed(entry) };
    }
  }
}

/** The entry without its sealed record: the store is for counting, sealed parts stay in the mirror. */
export function withoutSealed(entry: LedgerEntry): LedgerEntry {
  const { data } = entry;
  return data.event === 'visit-outcome' ? { ...entry, data: { ...data, sealed: null } } : entry;
}
