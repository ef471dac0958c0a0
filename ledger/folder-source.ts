import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bundledEntry,
  bundleEntries,
  HASH_BYTES,
  TILE_WIDTH,
  type TileName,
  type TreeSource,
  tilePath,
} from '../domain/tlog/index.ts';

/** The published tree in a ledger's folder or in an exported one; a partial tile is cut from what has grown further. */
export function folderSource(folder: string): TreeSource {
  return {
    checkpoint: () => readIfThere(join(folder, 'checkpoint'))?.toString('utf8'),
    read: (tile) => readTile(folder, tile),
  };
}

/** The bytes of exactly this tile or bundle, or undefined when it is not there or shorter. */
export function readTile(folder: string, tile: TileName): Uint8Array | undefined {
  const full = join(folder, tilePath({ ...tile, width: TILE_WIDTH }));
  const names = tile.width === TILE_WIDTH ? [full] : [`${full}.tail`, full, join(folder, tilePath(tile))];
  for (const name of names) {
    const bytes = readIfThere(name);
    const cut = bytes === undefined ? undefined : cutTo(bytes, tile);
    if (cut !== undefined) return cut;
  }
  return undefined;
}

function cutTo(bytes: Buffer, tile: TileName): Uint8Array | undefined {
  if (tile.level !== 'entries') {
    const length = tile.width * HASH_BYTES;
    if (tile.width === TILE_WIDTH && bytes.length !== length) return undefined;
    return bytes.length < length ? undefined : bytes.subarray(0, length);
  }
  try {
    if (tile.width === TILE_WIDTH) return bundleEntries(bytes).length === TILE_WIDTH ? bytes : undefined;
    const entries = bundleEntries(bytes, tile.width);
    return entries.length < tile.width ? undefined : Buffer.concat(entries.map(bundledEntry));
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
