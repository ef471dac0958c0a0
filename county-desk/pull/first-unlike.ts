import { leafHash, sameHash, tileHashes, wholeEntries } from '../../domain/tlog/index.ts';

/**
 * The first entry of a bundle that has not the tile's hash; without `entry` when the bundle ends before it. Bytes
 * behind the last entry count as one entry too many.
 */
export function firstUnlike(
  bundle: Uint8Array,
  tile: Uint8Array,
  width: number,
): { readonly at: number; readonly entry: Uint8Array | undefined } | undefined {
  const { entries, end } = wholeEntries(bundle, width);
  const at = tileHashes(tile, width).findIndex((hash, i) => {
    const entry = entries[i];
    return entry === undefined || !sameHash(leafHash(entry), hash);
  });
  if (at >= 0) return { at, entry: entries[at] };
  return end === bundle.length ? undefined : { at: width - 1, entry: undefined };
}
