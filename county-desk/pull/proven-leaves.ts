import { type Frontier, type FullTile, type Hash, TILE_WIDTH, tileHashes } from '../../domain/tlog/index.ts';

/**
 * The hashes of new leaves, as far as they are needed to prove bundles: those of the tiles at both edges of the growth
 * one by one, of the full tiles between only the hash above each, which are 32 bytes for 256 entries.
 */
export class ProvenLeaves {
  readonly frontier: Frontier;
  /** Tiles above level 0 that became full. */
  readonly full: FullTile[] = [];
  readonly #edges = new Map<number, Uint8Array>();
  readonly #roots = new Map<number, Hash>();

  /** `frontier` is the right edge of the kept tree; it grows with what is added. */
  constructor(frontier: Frontier) {
    this.frontier = frontier;
  }

  /** Adds the leaves of a tile from place `known` on. */
  addTile(index: number, tile: Uint8Array, known: number): void {
    this.#edges.set(index, tile);
    for (const leaf of tileHashes(tile, tile.length / 32).slice(known))
      this.full.push(...this.frontier.push(Buffer.from(leaf)).filter(({ level }) => level > 0));
  }

  /** Adds a full tile by the hash above it. */
  addRoot(index: number, root: Hash): void {
    this.#roots.set(index, Buffer.from(root));
    this.full.push(...this.frontier.pushTile(Buffer.from(root)));
  }

  /** The level 0 tile of an edge; undefined for a tile between. */
  edge(index: number): Uint8Array | undefined {
    return this.#edges.get(index);
  }

  /** The hash above a full tile between the edges. */
  root(index: number): Hash | undefined {
    return this.#roots.get(index);
  }
}

/** Full tiles of leaves that lie wholly in the growth from `from` to `size`: from the first to before the last. */
export function tilesWithin(from: number, size: number): { readonly first: number; readonly end: number } {
  const end = Math.floor(size / TILE_WIDTH);
  return { first: Math.min(end, Math.ceil(from / TILE_WIDTH)), end };
}
