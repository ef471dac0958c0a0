import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../config/index.ts';
import { bundlesOf, parseCheckpoint, tilePath, tilesOf } from '../../domain/tlog/index.ts';
import { LedgerFault } from './fault.ts';
import { folderSource } from './folder-source.ts';

/**
 * Copies the published log to a folder, such as one on a USB stick, in C2SP tlog-tiles' own paths: what the last
 * checkpoint needs and no more. Safe while a daemon writes. Gives the number of entries and files.
 * Throws a LedgerFault when there is no checkpoint or a tile is missing.
 */
export async function exportLedger(folder: string, target: string): Promise<{ size: number; files: number }> {
  const source = folderSource(folder);
  const note = source.checkpoint();
  const checkpoint =
    note === undefined ? undefined : parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  if (note === undefined || checkpoint === undefined)
    throw new LedgerFault('E-LEDGER-003', 'there is no checkpoint to export');
  const tiles = [...tilesOf(checkpoint.size), ...bundlesOf(checkpoint.size)];
  for (const tile of tiles) {
    const path = join(target, tilePath(tile));
    // A full tile never changes, so a stick that was used before is only added to.
    if (tile.width === 256 && existsSync(path)) continue;
    const bytes = source.read(tile);
    if (bytes === undefined) throw new LedgerFault('E-LEDGER-010', `${tilePath(tile)} is missing`);
    writeFileDurably(path, bytes, 0o644);
  }
  writeFileDurably(join(target, 'checkpoint'), note, 0o644);
  return { size: checkpoint.size, files: tiles.length + 1 };
}
