import { ok, type Result } from '../../domain/index.ts';
import { TILE_WIDTH } from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { lie, type Trouble } from './finding.ts';
import { compareBundle } from './first-unlike.ts';
import type { LeafSpool } from './leaf-spool.ts';
import { firstDifference, headEvidence } from './prove-leaves.ts';
import { tilesBetween } from './tiles-between.ts';

/**
 * Finds the record that makes a signed root not follow from the kept tree: an old record whose hash the kiosk now
 * gives otherwise (E-COUNTY-045), a new one whose tile and bundle differ (E-COUNTY-046), or, where all that is served
 * agrees, the signature itself (E-COUNTY-045).
 */
export async function explainGrowth(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  spool: LeafSpool,
): Promise<Extract<Result<never, Trouble>, { ok: false }>> {
  const { size } = claimed.checkpoint;
  const kept = mirror.size;
  const heads = headEvidence(mirror, claimed);
  const rewritten = await findRewritten(mirror, reads, claimed);
  if (!rewritten.ok) return rewritten;
  for (const name of tilesBetween('entries', kept, size, size)) {
    const read = await reads.bundle(name);
    if (!read.ok) return read;
    const tile = spool.tile(name.index, name.width);
    const { unlike } = compareBundle(read.value, tile, name.width);
    if (unlike === undefined) continue;
    const what = 'tile and bundle differ in it, and the signed root does not follow from the tile';
    return lie('E-COUNTY-046', name.index * TILE_WIDTH + unlike.at, what, [
      ...heads,
      { file: 'got.tile', bytes: tile },
      { file: 'got.bundle', bytes: read.value },
    ]);
  }
  const what =
    'the signed root does not follow from the kept entries and the new ones: it is of another tree';
  return lie('E-COUNTY-045', kept, what, heads);
}

/**
 * Whether the kiosk still gives the hashes that were kept: else the first record that it gives otherwise
 * (E-COUNTY-045).
 */
export async function findRewritten(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
): Promise<Result<void, Trouble>> {
  for (const tile of tilesBetween(0, 0, mirror.size, claimed.checkpoint.size)) {
    const read = await reads.hashes(tile);
    if (!read.ok) return read;
    const first = tile.index * TILE_WIDTH;
    const at = firstDifference(mirror, tile.index, Math.min(TILE_WIDTH, mirror.size - first), read.value);
    if (at !== undefined) return rewrittenAt(mirror, claimed, first + at, read.value);
  }
  return ok(undefined);
}

/** The lie that a record was rewritten after it was kept. */
export function rewrittenAt(mirror: MirrorLog, claimed: ClaimedHead, record: number, tile: Uint8Array) {
  const what = 'it was kept with another hash: the log was rewritten, or two devices write under one name';
  const evidence = [...headEvidence(mirror, claimed), { file: 'got.tile', bytes: tile }];
  return lie('E-COUNTY-045', record, what, evidence);
}
