import { HASH_BYTES, leafHashHex, wholeEntries } from '../../domain/tlog/index.ts';

/** A bundle whose entries were compared with their tile. */
export interface ComparedBundle {
  readonly entries: readonly Uint8Array[];
  /** Hex leaf hashes of the entries up to the first that is unlike. */
  readonly leaves: readonly string[];
  /**
   * The first entry that has not the tile's hash, without bytes when the bundle ends before it; undefined when all
   * have. Bytes behind the last entry count to it.
   */
  readonly unlike: { readonly at: number; readonly entry: Uint8Array | undefined } | undefined;
}

/** Compares a bundle of `width` entries with the tile of their hashes. */
export function compareBundle(bundle: Uint8Array, tile: Uint8Array, width: number): ComparedBundle {
  const { entries, end } = wholeEntries(bundle, width);
  const wanted = Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength).toString('hex');
  const leaves: string[] = [];
  for (let at = 0; at < width; at++) {
    const entry = entries[at];
    const leaf = entry === undefined ? '' : leafHashHex(entry);
    if (leaf !== wanted.slice(at * 2 * HASH_BYTES, (at + 1) * 2 * HASH_BYTES))
      return { entries, leaves, unlike: { at, entry } };
    leaves.push(leaf);
  }
  const unlike = end === bundle.length ? undefined : { at: width - 1, entry: undefined };
  return { entries, leaves, unlike };
}
