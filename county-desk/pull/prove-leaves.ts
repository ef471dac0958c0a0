import { ok, type Result } from '../../domain/index.ts';
import {
  type Frontier,
  type FullTile,
  HASH_BYTES,
  sameHash,
  TILE_WIDTH,
  tileHashes,
} from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { explainGrowth, findRewritten, rewrittenAt } from './explain-growth.ts';
import { type Trouble, textEvidence } from './finding.ts';
import type { LeafSpool } from './leaf-spool.ts';
import { readAhead } from './read-ahead.ts';
import { tilesBetween } from './tiles-between.ts';

/** The grown tree, proven: leaf hashes lie in the spool, nothing is kept yet. */
export interface ProvenLeaves {
  readonly frontier: Frontier;
  /** Tiles above level 0 that became full. */
  readonly full: readonly FullTile[];
}

/**
 * Reads the leaf hashes that follow the last kept head and puts them on the kept tree's right edge. When that gives
 * the signed root, the tree under it is the kept one and these leaves: consistency and every leaf hash are proven at
 * once, without a consistency proof from the kiosk. Lies: E-COUNTY-045 and what `explainGrowth` finds.
 */
export async function proveLeaves(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  frontier: Frontier,
  spool: LeafSpool,
): Promise<Result<ProvenLeaves, Trouble>> {
  const { size, root } = claimed.checkpoint;
  const from = mirror.size;
  const full: FullTile[] = [];
  for await (const { item, value } of readAhead(tilesBetween(0, from, size, size), (tile) =>
    reads.hashes(tile),
  )) {
    if (!value.ok) return value;
    const first = item.index * TILE_WIDTH;
    const known = Math.max(0, from - first);
    const rewritten = known > 0 ? firstDifference(mirror, item.index, known, value.value) : undefined;
    if (rewritten !== undefined) {
      // The growing tile is only the end of what was kept: the log may have been rewritten from further back on.
      const earlier = await findRewritten(mirror, reads, claimed);
      return earlier.ok ? rewrittenAt(mirror, claimed, first + rewritten, value.value) : earlier;
    }
    spool.put(item.index, value.value);
    for (const leaf of tileHashes(value.value, item.width).slice(known))
      full.push(...frontier.push(Buffer.from(leaf)).filter(({ level }) => level > 0));
  }
  return sameHash(frontier.root(), root)
    ? ok({ frontier, full })
    : explainGrowth(mirror, reads, claimed, spool);
}

/** Both signed heads: together they prove a lie to anybody who has the device's key. */
export function headEvidence(mirror: MirrorLog, claimed: ClaimedHead) {
  const got = textEvidence('got.checkpoint', claimed.note);
  return mirror.head === undefined ? [got] : [textEvidence('kept.checkpoint', mirror.head.note), got];
}

/** Place of the first of `known` hashes in which a tile differs from the kept one. */
export function firstDifference(
  mirror: MirrorLog,
  index: number,
  known: number,
  got: Uint8Array,
): number | undefined {
  const kept = mirror.tile({ level: 0, index, width: known });
  if (kept === undefined) return 0;
  for (let i = 0; i < known; i++) {
    const at = i * HASH_BYTES;
    if (!sameHash(kept.subarray(at, at + HASH_BYTES), got.subarray(at, at + HASH_BYTES))) return i;
  }
  return undefined;
}
