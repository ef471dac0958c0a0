import { join } from 'node:path';
import { bundleEntries, entryOfBytes, TILE_WIDTH } from '../../domain/tlog/index.ts';
import { LedgerFault, readTile } from '../../ledger/index.ts';
import type { CountyEntry } from './act.ts';
import { COUNTY_ENTRIES } from './county-entries.ts';

/** Where the county's own ledger lies. */
export function actsFolder(countyFolder: string): string {
  return join(countyFolder, 'acts');
}

/** The acts from index `from` up to `size`, bundle by bundle. Throws E-LEDGER-009 on one that cannot be read. */
export function* readActs(countyFolder: string, from: number, size: number): Generator<CountyEntry[]> {
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const bundle = readTile(actsFolder(countyFolder), { level: 'entries', index, width });
    if (bundle === undefined) throw new LedgerFault('E-LEDGER-009', `acts: bundle ${index} is missing`);
    yield bundleEntries(bundle).map((bytes, i) => {
      const entry = entryOfBytes(COUNTY_ENTRIES, bytes);
      if (entry === undefined)
        throw new LedgerFault('E-LEDGER-009', `acts: entry ${index * TILE_WIDTH + i} is none`);
      return entry;
    });
  }
}
