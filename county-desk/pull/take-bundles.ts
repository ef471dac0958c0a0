import { ok, type Result } from '../../domain/index.ts';
import { KioskChain, kioskLink, TILE_WIDTH, type TileName } from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { failed, lie, type PullFinding, type Trouble } from './finding.ts';
import { type ComparedBundle, compareBundle } from './first-unlike.ts';
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
  const chain = new KioskChain(last.value === undefined ? undefined : { size: from, last: last.value });
  const { size } = claimed.checkpoint;
  const read = async (name: TileName): Promise<Result<Uint8Array, Trouble>> => {
    const kept = mirror.tile(name);
    if (kept === undefined) return reads.bundle(name);
    const { unlike } = compareBundle(kept, spool.tile(name.index, name.width), name.width);
    return unlike === undefined ? ok(kept) : reads.bundle(name);
  };
  for await (const { item: name, value } of readAhead(tilesBetween('entries', from, size, size), read)) {
    if (!value.ok) return value;
    const tile = spool.tile(name.index, name.width);
    const compared = compareBundle(value.value, tile, name.width);
    const fault = faultIn(compared, name.index * TILE_WIDTH, { claimed, chain, from });
    if (fault !== undefined) {
      const evidence = [
        ...headEvidence(mirror, claimed),
        { file: 'got.tile', bytes: tile },
        { file: 'got.bundle', bytes: value.value },
      ];
      return lie(fault.code, fault.record, fault.what, evidence);
    }
    await mirror.addBundle(name, value.value, tile);
  }
  return ok(undefined);
}

interface Checking {
  readonly claimed: ClaimedHead;
  readonly chain: KioskChain;
  /** Entries before this one were followed already. */
  readonly from: number;
}

/** What is wrong with a bundle that begins with entry `first`; its entries are followed by the way. */
function faultIn(
  { entries, leaves, unlike }: ComparedBundle,
  first: number,
  { claimed, chain, from }: Checking,
): Pick<PullFinding, 'code' | 'record' | 'what'> | undefined {
  if (unlike !== undefined) {
    const record = first + unlike.at;
    const own = unlike.entry === undefined ? undefined : kioskLink(unlike.entry)?.seq;
    return own !== undefined && own !== record
      ? { code: 'E-COUNTY-048', record, what: `entry ${own} is given in its place` }
      : { code: 'E-COUNTY-047', record, what: 'is not the entry whose hash was signed' };
  }
  const { until } = claimed.log;
  for (let i = Math.max(0, from - first); i < entries.length; i++) {
    const record = first + i;
    const entry = entries[i] ?? new Uint8Array();
    const what = chain.follow(entry, leaves[i] ?? '');
    const own = chain.last;
    if (what !== undefined)
      return own !== undefined && own.seq < record
        ? { code: 'E-COUNTY-048', record, what: `entry ${own.seq} was signed once more in its place` }
        : { code: 'E-COUNTY-049', record, what };
    if (until !== null && own !== undefined && own.wall > until) {
      const late = `was written after its key was replaced or revoked at ${until}`;
      return { code: 'E-COUNTY-065', record, what: late };
    }
  }
  return undefined;
}
