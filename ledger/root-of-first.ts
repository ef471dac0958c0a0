import { type Hash, rangeHash, readerOfTiles, tilePath } from '../domain/tlog/index.ts';
import { readTile } from './folder-source.ts';

/**
 * Root of the first `size` leaves of the tree of `published` leaves in this folder, from its tiles of hashes; undefined
 * when the tree is smaller or a tile is missing.
 */
export function rootOfFirst(folder: string, size: number, published: number): Hash | undefined {
  if (size > published) return undefined;
  try {
    return rangeHash(
      0,
      size,
      readerOfTiles(published, (tile) => {
        const bytes = readTile(folder, tile);
        if (bytes === undefined) throw new Error(`${tilePath(tile)} is missing`);
        return bytes;
      }),
    );
  } catch {
    return undefined;
  }
}
