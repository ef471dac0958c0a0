import { ok, type Result } from '../../domain/index.ts';
import { sameHash, TILE_WIDTH, tileHashes, tileRoot } from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { compareBundle } from './compare-bundle.ts';
import { lie, type Trouble, textEvidence } from './finding.ts';
import { firstDifference } from './first-difference.ts';
import type { ProvenLeaves } from './proven-leaves.ts';
import { tilesBetween } from './tiles-between.ts';

/**
 * Finds the record that makes a signed root not follow from the kept tree: an old record whose hash the kiosk now
 * gives otherwise (E-COUNTY-045), a new one whose tile and bundle or whose tiles of two levels differ (E-COUNTY-046),
 * or, where all that is served agrees, the signature itself (E-COUNTY-045).
 */
export async function explainGrowth(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  leaves: ProvenLeaves,
): Promise<Extract<Result<never, Trouble>, { ok: false }>> {
  const { size } = claimed.checkpoint;
  const heads = headEvidence(mirror, claimed);
  const rewritten = await findRewritten(mirror, reads, claimed);
  if (!rewritten.ok) return rewritten;
  for (const name of tilesBetween('entries', mirror.size, size, size)) {
    const tile = leaves.edge(name.index) ?? (await reads.hashes({ ...name, level: 0 }));
    const hashes = tile instanceof Uint8Array ? ok(tile) : tile;
    if (!hashes.ok) return hashes;
    const bundle = await reads.bundle(name);
    if (!bundle.ok) return bundle;
    const evidence = [
      ...heads,
      { file: 'got.tile', bytes: hashes.value },
      { file: 'got.bundle', bytes: bundle.value },
    ];
    const first = name.index * TILE_WIDTH;
    const { unlike } = compareBundle(bundle.value, hashes.value, name.width);
    if (unlike !== undefined) {
      const what = 'tile and bundle differ in it, and the signed root does not follow from the tile';
      return lie('E-COUNTY-046', first + unlike.at, what, evidence);
    }
    const above = leaves.root(name.index);
    if (above === undefined || sameHash(above, tileRoot(tileHashes(hashes.value, name.width)))) continue;
    const what = 'the hash above its tile does not follow from the tile';
    return lie('E-COUNTY-046', first, what, evidence);
  }
  const what =
    'the signed root does not follow from the kept entries and the new ones: it is of another tree';
  return lie('E-COUNTY-045', mirror.size, what, heads);
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
    const width = Math.min(TILE_WIDTH, mirror.size - first);
    const at = firstDifference(mirror, { ...tile, width }, read.value);
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

/** Both signed heads: together they prove a lie to anybody who has the device's key. */
export function headEvidence(mirror: MirrorLog, claimed: ClaimedHead) {
  const got = textEvidence('got.checkpoint', claimed.note);
  return mirror.head === undefined ? [got] : [textEvidence('kept.checkpoint', mirror.head.note), got];
}
