import { ok, type Result } from '../../domain/index.ts';
import {
  bundleEntries,
  decodeEntry,
  EntryChain,
  TILE_WIDTH,
  type TileName,
  tileHashes,
} from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { failed, lie, type Trouble } from './finding.ts';
import { firstUnlike } from './first-unlike.ts';
import type { LeafSpool } from './leaf-spool.ts';
import { headEvidence } from './prove-leaves.ts';
import { readAhead } from './read-ahead.ts';
import { tilesBetween } from './tiles-between.ts';

/**
 * Reads the bundles under proven leaf hashes, checks every entry against its hash and against the entry before it, and
 * gives them to the mirror. What an earlier pull brought before it was cut off is proven from disk and not read again.
 * Lies: E-COUNTY-047 (another entry than was signed), E-COUNTY-048 (an old entry once more), E-COUNTY-049 (does not
 * follow), E-COUNTY-065 (written with a key that was replaced before).
 */
export async function takeBundles(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  spool: LeafSpool,
): Promise<Result<void, Trouble>> {
  const last = mirror.lastEntry();
  if (!last.ok) return failed(last.error);
  const from = mirror.size;
  const chain = new EntryChain(last.value === undefined ? undefined : { size: from, last: last.value });
  const { size } = claimed.checkpoint;
  const read = async (name: TileName): Promise<Result<Uint8Array, Trouble>> => {
    const kept = mirror.tile(name);
    const proven =
      kept !== undefined && firstUnlike(kept, spool.tile(name.index, name.width), name.width) === undefined;
    return proven ? ok(kept) : reads.bundle(name);
  };
  for await (const { item: name, value } of readAhead(tilesBetween('entries', from, size, size), read)) {
    if (!value.ok) return value;
    const tile = spool.tile(name.index, name.width);
    const checked = checkBundle(value.value, tile, name, { mirror, claimed, chain, from });
    if (!checked.ok) return checked;
    await mirror.addBundle(name, value.value, tile);
  }
  return ok(undefined);
}

interface Checking {
  readonly mirror: MirrorLog;
  readonly claimed: ClaimedHead;
  readonly chain: EntryChain;
  /** Entries before this one were followed already. */
  readonly from: number;
}

function checkBundle(
  bundle: Uint8Array,
  tile: Uint8Array,
  name: TileName,
  { mirror, claimed, chain, from }: Checking,
): Result<void, Trouble> {
  const evidence = [
    ...headEvidence(mirror, claimed),
    { file: 'got.tile', bytes: tile },
    { file: 'got.bundle', bytes: bundle },
  ];
  const first = name.index * TILE_WIDTH;
  const wrong = firstUnlike(bundle, tile, name.width);
  if (wrong !== undefined) {
    const { at, entry } = wrong;
    const own = entry === undefined ? undefined : decodeEntry(entry)?.seq;
    if (own !== undefined && own !== first + at)
      return lie('E-COUNTY-048', first + at, `entry ${own} is given in its place`, evidence);
    return lie('E-COUNTY-047', first + at, 'is not the entry whose hash was signed', evidence);
  }
  const hashes = tileHashes(tile, name.width);
  for (const [i, entry] of bundleEntries(bundle).entries()) {
    const record = first + i;
    if (record < from) continue;
    const fault = chain.follow(entry, hashes[i]);
    if (fault !== undefined) {
      const own = chain.last?.seq;
      return own !== undefined && own < record
        ? lie('E-COUNTY-048', record, `entry ${own} was signed once more in its place`, evidence)
        : lie('E-COUNTY-049', record, fault, evidence);
    }
    const { until } = claimed.log;
    if (until !== null && chain.last !== undefined && chain.last.wall > until)
      return lie(
        'E-COUNTY-065',
        record,
        `was written after its key was replaced or revoked at ${until}`,
        evidence,
      );
  }
  return ok(undefined);
}
