import { fstatSync, fsyncSync, ftruncateSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bundledEntry,
  type Checkpoint,
  Frontier,
  leafHash,
  openCheckpoint,
  sameHash,
  TILE_WIDTH,
  type VerifierKey,
} from '../domain/tlog/index.ts';
import type { LogView } from './codec.ts';
import { LedgerFault } from './fault.ts';
import { frameFollows, readFrames } from './journal-frame.ts';
import { TreeFiles } from './tree-files.ts';

/** What a start finds in the journal. */
export interface Replayed {
  readonly frontier: Frontier;
  /** Where the next frame goes. */
  readonly end: number;
  /** The last entry's bytes, if there is one. */
  readonly last: Buffer | undefined;
  /** The entries of the growing bundle, as they stand in it. */
  readonly bundle: Buffer;
  /** Torn frames that were cut: 0 or 1. */
  readonly recovered: number;
  readonly signed: Checkpoint | undefined;
}

/**
 * Reads the journal from its start, shows it to `view`, cuts a torn last frame, checks it against the last signed checkpoint and
 * restores the published tree from it. Throws a LedgerFault rather than lose an entry that was acknowledged.
 */
export function replay(
  folder: string,
  fd: number,
  verifier: VerifierKey,
  view: LogView<never> | undefined,
): Replayed {
  const signed = readCheckpoint(folder, verifier);
  const tree = new TreeFiles(folder);
  const frontier = new Frontier();
  let end = 0;
  let last: Buffer | undefined;
  let bundle: Buffer[] = [];
  for (const frame of readFrames(fd)) {
    for (const bytes of frame.entries) {
      const entry = Buffer.from(bytes);
      const leaf = leafHash(entry);
      view?.replay(entry, frontier.size, leaf);
      bundle.push(bundledEntry(entry));
      for (const full of frontier.push(leaf)) {
        const hashes = () => Buffer.concat(full.hashes);
        tree.restoreFull(full.level, full.index, hashes, TILE_WIDTH * leaf.length);
        if (full.level > 0) continue;
        const whole = Buffer.concat(bundle);
        tree.restoreFull('entries', full.index, () => whole, whole.length);
        bundle = [];
      }
      if (frontier.size === signed?.size && !sameHash(frontier.root(), signed.root))
        throw new LedgerFault(
          'E-LEDGER-004',
          `the first ${signed.size} entries have another root than was signed`,
        );
      last = entry;
    }
    end = frame.end;
  }
  const recovered = cutTornTail(fd, end, frontier.size, signed);
  for (const tail of frontier.tails()) tree.restoreTail(tail.level, tail.index, Buffer.concat(tail.hashes));
  const grown = Buffer.concat(bundle);
  tree.restoreTail('entries', Math.floor(frontier.size / TILE_WIDTH), grown);
  return { frontier, end, last, bundle: grown, recovered, signed };
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
