import { fstatSync, fsyncSync, ftruncateSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bundledEntry,
  type Checkpoint,
  type Frontier,
  type Hash,
  leafHash,
  openCheckpoint,
  sameHash,
  TILE_WIDTH,
  type VerifierKey,
} from '../domain/tlog/index.ts';
import type { LogView, PrunableView } from './codec.ts';
import type { LastEntry } from './entry-sequence.ts';
import { LedgerFault } from './fault.ts';
import { frameFollows, readFrames, readStart } from './journal-frame.ts';
import { TreeFiles } from './tree-files.ts';

/** What a start finds in the journal. */
export interface Replayed {
  readonly frontier: Frontier;
  /** Entries that were pruned: the journal begins behind them. */
  readonly below: number;
  /** Where the next frame goes. */
  readonly end: number;
  /** The last entry, if there is one. */
  readonly last: LastEntry | undefined;
  /** The entries of the growing bundle, as they stand in it. */
  readonly bundle: Buffer;
  /** Torn frames that were cut: 0 or 1. */
  readonly recovered: number;
  readonly signed: Checkpoint | undefined;
}

/**
 * Reads the journal from its start, shows it to `view`, cuts a torn last frame, checks it against the last signed
 * checkpoint and restores the published tree from it. Throws a LedgerFault rather than lose an entry that was
 * acknowledged.
 */
export function replay(
  folder: string,
  fd: number,
  verifier: VerifierKey,
  view: LogView<never> | PrunableView<never> | undefined,
): Replayed {
  const signed = readCheckpoint(folder, verifier);
  const start = readStart(fd);
  if (start === undefined) throw new LedgerFault('E-LEDGER-002', 'journal damaged at its beginning');
  const { below, frontier } = start.base;
  if (below > 0) restoreView(view, start.base.view);
  if (below > (signed?.size ?? 0))
    throw new LedgerFault('E-LEDGER-004', `${below} entries were pruned, ${signed?.size ?? 0} were signed`);
  refuseOtherRoot(frontier, signed);
  const tree = new TreeFiles(folder);
  let end = start.at;
  let last: LastEntry | undefined =
    below === 0 ? undefined : { seq: below - 1, hash: start.base.last, bytes: undefined };
  let bundle: Buffer[] = [];
  for (const frame of readFrames(fd, start.at)) {
    for (const bytes of frame.entries) {
      const entry = Buffer.from(bytes);
      const leaf = leafHash(entry);
      view?.replay(entry, frontier.size, leaf);
      bundle.push(bundledEntry(entry));
      last = { seq: frontier.size, hash: Buffer.from(leaf).toString('hex'), bytes: entry };
      bundle = restoreFullTiles(tree, frontier, leaf, bundle);
      refuseOtherRoot(frontier, signed);
    }
    end = frame.end;
  }
  const recovered = cutTornTail(fd, end, frontier.size, signed);
  for (const tail of frontier.tails()) tree.restoreTail(tail.level, tail.index, Buffer.concat(tail.hashes));
  const grown = Buffer.concat(bundle);
  tree.restoreTail('entries', Math.floor(frontier.size / TILE_WIDTH), grown);
  return { frontier, below, end, last, bundle: grown, recovered, signed };
}

/** Adds a leaf and puts the tiles that it made full in place; gives the growing bundle that is left. */
function restoreFullTiles(tree: TreeFiles, frontier: Frontier, leaf: Hash, bundle: Buffer[]): Buffer[] {
  let growing = bundle;
  for (const full of frontier.push(leaf)) {
    tree.restoreFull(full.level, full.index, () => Buffer.concat(full.hashes), TILE_WIDTH * leaf.length);
    if (full.level > 0) continue;
    const whole = Buffer.concat(growing);
    tree.restoreFull('entries', full.index, () => whole, whole.length);
    growing = [];
  }
  return growing;
}

function restoreView(view: LogView<never> | PrunableView<never> | undefined, snapshot: unknown): void {
  if (view === undefined) return;
  if (!('restore' in view)) throw new LedgerFault('E-LEDGER-002', 'this log is not one that is pruned');
  try {
    view.restore(snapshot);
  } catch (error) {
    throw new LedgerFault('E-LEDGER-002', "the journal's base does not say what it must", error);
  }
}

function refuseOtherRoot(frontier: Frontier, signed: Checkpoint | undefined): void {
  if (frontier.size === signed?.size && !sameHash(frontier.root(), signed.root))
    throw new LedgerFault(
      'E-LEDGER-004',
      `the first ${signed.size} entries have another root than was signed`,
    );
}

function cutTornTail(fd: number, end: number, size: number, signed: Checkpoint | undefined): number {
  if (fstatSync(fd).size > end && frameFollows(fd, end))
    throw new LedgerFault('E-LEDGER-002', `journal damaged at byte ${end}, after entry ${size - 1}`);
  if (signed !== undefined && size < signed.size)
    throw new LedgerFault('E-LEDGER-001', `journal has ${size} entries, ${signed.size} were signed`);
  if (fstatSync(fd).size === end) return 0;
  ftruncateSync(fd, end);
  // Before anything is written behind it: otherwise old torn bytes could come back after a power cut.
  fsyncSync(fd);
  return 1;
}

function readCheckpoint(folder: string, verifier: VerifierKey): Checkpoint | undefined {
  let note: string;
  try {
    note = readFileSync(join(folder, 'checkpoint'), 'utf8');
  } catch {
    return undefined;
  }
  const checkpoint = openCheckpoint(note, verifier);
  if (checkpoint === undefined)
    throw new LedgerFault(
      'E-LEDGER-003',
      "the checkpoint is not signed by this device's key for this origin",
    );
  return checkpoint;
}
