import { ok, type Result } from '../../domain/index.ts';
import { KioskChain, kioskLink, TILE_WIDTH, type TileName } from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { BoundedReads } from './bounded-reads.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { type ComparedBundle, compareBundle, provenBundle } from './compare-bundle.ts';
import { headEvidence } from './explain-growth.ts';
import { failed, lie, type PullFinding, type Trouble } from './finding.ts';
import type { ProvenLeaves } from './proven-leaves.ts';
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
  leaves: ProvenLeaves,
): Promise<Result<void, Trouble>> {
  const last = mirror.lastEntry();
  if (!last.ok) return failed(last.error);
  const from = mirror.size;
  const chain = new KioskChain(last.value === undefined ? undefined : { size: from, last: last.value });
  const { size } = claimed.checkpoint;
  const read = async (name: TileName): Promise<Result<Uint8Array, Trouble>> => {
    const kept = mirror.tile(name);
    const proven = kept !== undefined && compare(kept, name, leaves)?.unlike === undefined;
    return proven ? ok(kept) : reads.bundle(name);
  };
  for await (const { item: name, value } of readAhead(tilesBetween('entries', from, size, size), read)) {
    if (!value.ok) return value;
    const compared = compare(value.value, name, leaves) ?? (await compareWithTile(value.value, name, reads));
    if ('ok' in compared) return compared;
    const fault = faultIn(compared, name.index * TILE_WIDTH, { claimed, chain, from });
    if (fault === undefined) {
      await mirror.addBundle(name, value.value, compared.tile);
      continue;
    }
    return lie(fault.code, fault.record, fault.what, [
      ...headEvidence(mirror, claimed),
      { file: 'got.tile', bytes: compared.tile },
      { file: 'got.bundle', bytes: value.value },
    ]);
  }
  return ok(undefined);
}

/** A bundle against what is proven of its leaves; undefined when only a tile can tell which entry is wrong. */
function compare(bundle: Uint8Array, name: TileName, leaves: ProvenLeaves): ComparedBundle | undefined {
  const edge = leaves.edge(name.index);
  if (edge !== undefined) return compareBundle(bundle, edge, name.width);
  const root = leaves.root(name.index);
  if (root === undefined) throw new Error(`no leaf of bundle ${name.index} is proven`);
  return provenBundle(bundle, root);
}

/** A bundle that is not the signed one against the kiosk's own tile, which names the first entry that differs. */
async function compareWithTile(
  bundle: Uint8Array,
  name: TileName,
  reads: BoundedReads,
): Promise<ComparedBundle | Extract<Result<never, Trouble>, { ok: false }>> {
  const tile = await reads.hashes({ ...name, level: 0 });
  if (!tile.ok) return tile;
  const compared = compareBundle(bundle, tile.value, name.width);
  // A tile that agrees with a wrong bundle is wrong too: then nothing tells more than the bundle.
  return compared.unlike === undefined ? { ...compared, unlike: { at: 0, entry: undefined } } : compared;
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
