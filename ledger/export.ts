import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../config/index.ts';
import {
  bundlesOf,
  parseCheckpoint,
  TILE_WIDTH,
  type TileName,
  tilePath,
  tilesOf,
} from '../domain/tlog/index.ts';
import { LedgerFault } from './fault.ts';
import { folderSource } from './folder-source.ts';
import { readStart } from './journal-frame.ts';

/**
 * Copies the published log to a folder, such as one on a USB stick, in C2SP tlog-tiles' own paths: what the last
 * checkpoint needs and no more. Safe while a daemon writes. Gives the number of entries and files.
 * Throws a LedgerFault when there is no checkpoint, a tile is missing, or the target holds another log.
 */
export async function exportLog(folder: string, target: string): Promise<{ size: number; files: number }> {
  const source = folderSource(folder);
  const note = source.checkpoint();
  const checkpoint =
    note === undefined ? undefined : parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  if (note === undefined || checkpoint === undefined)
    throw new LedgerFault('E-LEDGER-003', 'there is no checkpoint to export');
  const there = folderSource(target).checkpoint();
  if (there !== undefined && signerOf(there) !== signerOf(note)) throw anotherLog('checkpoint');
  const read = (tile: TileName): Uint8Array => {
    const bytes = source.read(tile);
    if (bytes === undefined) throw new LedgerFault('E-LEDGER-010', `${tilePath(tile)} is missing`);
    return bytes;
  };
  const below = prunedBelow(folder);
  const bundles = bundlesOf(checkpoint.size).filter(({ index }) => index * TILE_WIDTH >= below);
  const tiles = [...tilesOf(checkpoint.size), ...bundles];
  // A full tile never changes: a stick that was used before is only added to, and nothing on it is written over.
  const present = tiles.filter(
    (tile) => tile.width === TILE_WIDTH && existsSync(join(target, tilePath(tile))),
  );
  for (const tile of present)
    if (!readFileSync(join(target, tilePath(tile))).equals(read(tile))) throw anotherLog(tilePath(tile));
  for (const tile of tiles)
    if (!present.includes(tile)) writeFileDurably(join(target, tilePath(tile)), read(tile), 0o644);
  writeFileDurably(join(target, 'checkpoint'), note, 0o644);
  return { size: checkpoint.size, files: tiles.length + 1 };
}

/** Entries at the beginning that the log in this folder has no more. */
function prunedBelow(folder: string): number {
  const fd = openSync(join(folder, 'journal'), 'r');
  try {
    const start = readStart(fd);
    if (start === undefined) throw new LedgerFault('E-LEDGER-002', 'journal damaged at its beginning');
    return start.base.below;
  } finally {
    closeSync(fd);
  }
}

/**
 * Name and begin of the key id in a checkpoint's signature, the first 30 bits of it in base64: a device that was set
 * up anew has its old name and another key.
 */
function signerOf(note: string): string | undefined {
  return /^— \S+ \S{5}/m.exec(note)?.[0];
}

function anotherLog(file: string): LedgerFault {
  return new LedgerFault('E-LEDGER-013', `the target's ${file} is of another log`);
}
