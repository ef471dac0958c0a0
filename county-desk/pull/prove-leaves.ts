import { ok, type Result } from '../../domain/index.ts';
import { type Frontier, sameHash, TILE_WIDTH, type TileName, tileHashes } from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { explainGrowth, findRewritten, rewrittenAt } from './explain-growth.ts';
import type { Trouble } from './finding.ts';
import { firstDifference } from './first-difference.ts';
import { ProvenLeaves, tilesWithin } from './proven-leaves.ts';

/**
 * Reads the hashes of the leaves that follow the last kept head and puts them on the kept tree's right edge. When that
 * gives the signed root, the tree under it is the kept one and these leaves: consistency and every leaf hash are proven
 * at once, without a consistency proof from the kiosk. Lies: E-COUNTY-045 and what `explainGrowth` finds.
 */
export async function proveLeaves(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  frontier: Frontier,
): Promise<Result<ProvenLeaves, Trouble>> {
  const { size, root } = claimed.checkpoint;
  const leaves = new ProvenLeaves(frontier);
  const { first, end } = tilesWithin(mirror.size, size);
  const growing = Math.floor(mirror.size / TILE_WIDTH);
  for (const tile of new Set([...(growing < first ? [growing] : []), ...rangeOfLevel1(first, end), end])) {
    const added =
      typeof tile === 'number'
        ? await addEdge(mirror, reads, claimed, leaves, tile)
        : await addRoots(mirror, reads, claimed, leaves, tile, { first, end });
    if (!added.ok) return added;
  }
  return sameHash(frontier.root(), root) ? ok(leaves) : explainGrowth(mirror, reads, claimed, leaves);
}

/** The tiles of level 1 that hold the hashes of full tiles `first` to `end`. */
function rangeOfLevel1(first: number, end: number): TileName[] {
  const names: TileName[] = [];
  for (let index = Math.floor(first / TILE_WIDTH); first < end && index * TILE_WIDTH < end; index++)
    names.push({ level: 1, index, width: Math.min(TILE_WIDTH, end - index * TILE_WIDTH) });
  return names;
}

/** Adds the tile of leaves at an edge of the growth; the kept part of it must be as it was kept. */
async function addEdge(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  leaves: ProvenLeaves,
  index: number,
): Promise<Result<void, Trouble>> {
  const start = index * TILE_WIDTH;
  const width = Math.min(TILE_WIDTH, claimed.checkpoint.size - start);
  if (width <= 0) return ok(undefined);
  const read = await reads.hashes({ level: 0, index, width });
  if (!read.ok) return read;
  const known = Math.max(0, mirror.size - start);
  const differs = firstDifference(mirror, { level: 0, index, width: known }, read.value);
  if (differs === undefined) return ok(leaves.addTile(index, read.value, known));
  // This tile is only the end of what was kept: the log may have been rewritten from further back on.
  const earlier = await findRewritten(mirror, reads, claimed);
  return earlier.ok ? rewrittenAt(mirror, claimed, start + differs, read.value) : earlier;
}

/** Adds the full tiles between the edges by the hashes above them. */
async function addRoots(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  leaves: ProvenLeaves,
  tile: TileName,
  { first, end }: { readonly first: number; readonly end: number },
): Promise<Result<void, Trouble>> {
  const read = await reads.hashes(tile);
  if (!read.ok) return read;
  const start = tile.index * TILE_WIDTH;
  const known = Math.max(0, Math.min(Math.floor(mirror.size / TILE_WIDTH), end) - start);
  if (firstDifference(mirror, { ...tile, width: known }, read.value) !== undefined) {
    const rewritten = await findRewritten(mirror, reads, claimed);
    if (!rewritten.ok) return rewritten;
  }
  tileHashes(read.value, tile.width).forEach((hash, i) => {
    if (start + i >= first) leaves.addRoot(start + i, hash);
  });
  return ok(undefined);
}
