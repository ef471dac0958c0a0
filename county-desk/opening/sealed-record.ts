import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/index.ts';
import { bundleEntries, decodeEntry, leafHash, TILE_WIDTH } from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import type { CountyStore } from '../store/index.ts';

/**
 * The sealed record of an entry, base64, from the mirror; its leaf hash must be the one that was verified when the
 * store took it. Error: E-COUNTY-080.
 */
export async function sealedRecord(
  folder: string,
  store: CountyStore,
  kiosk: string,
  seq: number,
): Promise<Result<string>> {
  const head = await store.head(kiosk);
  const [row] = await store.entries(kiosk, seq, 1);
  if (head === undefined || row?.seq !== seq) return fail('E-COUNTY-080', `${kiosk}: no entry ${seq}`);
  const index = Math.floor(seq / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, head.size - index * TILE_WIDTH);
  const bundle = readTile(join(folder, 'mirror', kiosk), { level: 'entries', index, width });
  const bytes = bundle === undefined ? undefined : bundleEntries(bundle)[seq % TILE_WIDTH];
  if (bytes === undefined || Buffer.from(leafHash(bytes)).toString('hex') !== row.leaf)
    return fail('E-COUNTY-080', `${kiosk}: the mirror has not the entry ${seq} that was verified`);
  const data = decodeEntry(bytes)?.data;
  return data?.event === 'visit-outcome' && data.sealed !== null
    ? ok(data.sealed)
    : fail('E-COUNTY-080', `${kiosk}: entry ${seq} has no record`);
}
