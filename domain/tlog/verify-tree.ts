import { bundleEntries } from './bundle.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { EntryChain } from './entry-chain.ts';
import type { EntryFollower } from './entry-form.ts';
import { Frontier, type FullTile } from './frontier.ts';
import { type Hash, leafHash, sameHash } from './merkle.ts';
import { bundlesOf, TILE_WIDTH, type TileName, tileHashes, tilePath } from './tile.ts';
import type { VerifierKey } from './verifier-key.ts';

/** Where a published tree is read from: a folder, a stick, an HTTP server. */
export interface TreeSource {
  /** The note, or undefined when there is none. */
  checkpoint(): string | undefined;
  /** The bytes of exactly this tile or bundle, or undefined when it is missing or too short. */
  read(tile: TileName): Uint8Array | undefined;
}

/** Something that is not as the signed checkpoint says. */
export interface TreeFinding {
  readonly kind: 'checkpoint' | 'entry' | 'tile';
  /** Path as in C2SP tlog-tiles. */
  readonly file: string;
  /** Index of the entry; for a hash above the leaves, of the first entry beneath it; null for the whole log. */
  readonly record: number | null;
  readonly what: string;
}

export interface TreeReport {
  readonly checkpoint: Checkpoint | undefined;
  readonly findings: readonly TreeFinding[];
  /**
   * Entries at the beginning that are not there because the log itself says that they were pruned; their hashes are,
   * and are checked. Whether they might go is for those to judge who cosigned them.
   */
  readonly pruned: number;
}

/** More findings than these tell nothing more. */
const MAX_FINDINGS = 100;

/**
 * Checks a whole published log: signature, root, every tile, every entry and the chain of entries; `chain` says what
 * kind of entries they are, by default a kiosk's. `grown` is told of the tree at every size on the way, so that other
 * signed heads can be held against it.
 */
export function verifyTree(
  source: TreeSource,
  verifier: VerifierKey,
  chain: EntryFollower = new EntryChain(),
  grown: (tree: Frontier) => void = () => undefined,
): TreeReport {
  const findings: TreeFinding[] = [];
  const find = (finding: TreeFinding) => {
    if (findings.length < MAX_FINDINGS) findings.push(finding);
  };
  const checkpoint = openCheckpoint(source.checkpoint() ?? '', verifier);
  if (checkpoint === undefined) {
    find({
      kind: 'checkpoint',
      file: 'checkpoint',
      record: null,
      what: 'is missing or not signed by this key',
    });
    return { checkpoint, findings, pruned: 0 };
  }
  const gaps: TileName[] = [];
  const frontier = new Frontier();
  grown(frontier);
  for (const bundle of bundlesOf(checkpoint.size)) {
    for (const leaf of checkBundle(bundle, source, chain, gaps, find)) {
      for (const full of frontier.push(leaf)) if (full.level > 0) checkHashes(full, source, find);
      grown(frontier);
    }
  }
  for (const tail of frontier.tails()) if (tail.level > 0) checkHashes(tail, source, find);
  if (frontier.size !== checkpoint.size || !sameHash(frontier.root(), checkpoint.root))
    find({ kind: 'checkpoint', file: 'checkpoint', record: null, what: 'has another root than the entries' });
  // The gap that was announced reaches from the first entry on without a bundle in between.
  const mayLack = Math.floor(chain.prunedBelow / TILE_WIDTH);
  const pruned = gaps.findIndex((gap, i) => gap.index !== i || i >= mayLack);
  const lacking = pruned < 0 ? [] : gaps.slice(pruned);
  for (const gap of lacking)
    find({
      kind: 'entry',
      file: tilePath(gap),
      record: gap.index * TILE_WIDTH,
      what: 'is missing or cut short',
    });
  return { checkpoint, findings, pruned: (gaps.length - lacking.length) * TILE_WIDTH };
}

/** Checks a bundle against its level 0 tile; gives the leaf hashes to go on with. */
function checkBundle(
  bundle: TileName,
  source: TreeSource,
  chain: EntryFollower,
  gaps: TileName[],
  find: (finding: TreeFinding) => void,
): Hash[] {
  const first = bundle.index * TILE_WIDTH;
  const file = tilePath(bundle);
  const tile = { ...bundle, level: 0 };
  const tileBytes = source.read(tile);
  const hashes = tileBytes === undefined ? undefined : tileHashes(tileBytes, bundle.width);
  if (hashes === undefined)
    find({ kind: 'tile', file: tilePath(tile), record: first, what: 'is missing or cut short' });
  const bytes = source.read(bundle);
  const last = hashes?.at(-1);
  if (bytes === undefined && hashes !== undefined && last !== undefined && bundle.width === TILE_WIDTH) {
    gaps.push(bundle);
    chain.skip(bundle.width, last);
    return hashes;
  }
  const entries = readEntries(bytes, bundle.width);
  if (entries.length < bundle.width)
    find({ kind: 'entry', file, record: first + entries.length, what: 'is missing or cut short' });
  entries.forEach((entry, i) => {
    const record = first + i;
    const hash = hashes?.[i];
    const own = leafHash(entry);
    if (hash !== undefined && !sameHash(hash, own))
      find({ kind: 'entry', file, record, what: `has another hash than ${tilePath(tile)} says` });
    const fault = chain.follow(entry, own);
    if (fault !== undefined) find({ kind: 'entry', file, record, what: fault });
  });
  return hashes ?? entries.map(leafHash);
}

function readEntries(bundle: Uint8Array | undefined, width: number): Uint8Array[] {
  if (bundle === undefined) return [];
  try {
    const entries = bundleEntries(bundle);
    return entries.length === width ? entries : [];
  } catch {
    return [];
  }
}

function checkHashes(expected: FullTile, source: TreeSource, find: (finding: TreeFinding) => void): void {
  const name = { level: expected.level, index: expected.index, width: expected.hashes.length };
  const file = tilePath(name);
  const beneath = TILE_WIDTH ** expected.level;
  const start = expected.index * TILE_WIDTH * beneath;
  const bytes = source.read(name);
  if (bytes === undefined) {
    find({ kind: 'tile', file, record: start, what: 'is missing or cut short' });
    return;
  }
  tileHashes(bytes, name.width).forEach((hash, i) => {
    const wanted = expected.hashes[i];
    if (wanted === undefined || !sameHash(hash, wanted))
      find({ kind: 'tile', file, record: start + i * beneath, what: `hash ${i} does not follow from below` });
  });
}
