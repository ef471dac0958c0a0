import { existsSync, readFileSync, rmSync } from 'node:fs';
import { bundleEntries, TILE_WIDTH } from '../domain/tlog/index.ts';
import { TreeFiles } from './tree-files.ts';

/**
 * Deletes the bundles below an index, the oldest first, and shows each entry to `forget` before it goes. The tiles of
 * hashes stay, so every proof goes on. After a crash in between the next call goes on where this one stopped.
 */
export function dropBundlesBelow(
  folder: string,
  below: number,
  forget: (entry: Uint8Array) => void = () => undefined,
): void {
  const tree = new TreeFiles(folder);
  const pathOf = (index: number): string => tree.path('entries', index);
  let first = below / TILE_WIDTH;
  while (first > 0 && existsSync(pathOf(first - 1))) first--;
  for (let index = first; index < below / TILE_WIDTH; index++) {
    for (const entry of bundleEntries(readFileSync(pathOf(index)))) forget(entry);
    rmSync(pathOf(index));
  }
}
