import { EMPTY_ROOT, type Hash, nodeHash, readerOf } from './merkle.ts';
import { TILE_WIDTH, type TileName } from './tile.ts';

/** A tile that has just become full. */
export interface FullTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: readonly Hash[];
}

/**
 * The right edge of a growing tree: for each tile level the hashes of its last, partial tile.
 * Enough to append and to know the root, with fewer than 256 hashes a level in memory.
 */
export class Frontier {
  #levels: Hash[][] = [];
  #size = 0;

  /**
   * The right edge of a tree of `size` leaves that was kept: `hashes` gives the partial tile of a level, exactly
   * `width` hashes.
   */
  static restore(size: number, hashes: (tail: TileName & { level: number }) => readonly Hash[]): Frontier {
    const frontier = new Frontier();
    frontier.#size = size;
    for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
      const width = count % TILE_WIDTH;
      const tail = width === 0 ? [] : hashes({ level, index: Math.floor(count / TILE_WIDTH), width });
      if (tail.length !== width)
        throw new RangeError(`level ${level} has ${width} hashes, not ${tail.length}`);
      frontier.#levels[level] = [...tail];
    }
    return frontier;
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash; gives the tiles that became full by it, lowest level first. */
  push(leaf: Hash): FullTile[] {
    const full: FullTile[] = [];
    let carried: Hash | undefined = leaf;
    this.#size++;
    for (let level = 0; carried !== undefined; level++) {
      const tail: Hash[] = this.#levels[level] ?? [];
      this.#levels[level] = tail;
      tail.push(carried);
      carried = undefined;
      if (tail.length === TILE_WIDTH) {
        full.push({ level, index: Math.floor(this.#size / TILE_WIDTH ** (level + 1)) - 1, hashes: tail });
        carried = completeRoot(tail);
        this.#levels[level] = [];
      }
    }
    return full;
  }

  /** The partial tiles, one a level, as far as they hold a hash. */
  tails(): FullTile[] {
    return this.#levels
      .map((hashes, level) => ({ level, index: Math.floor(this.#size / TILE_WIDTH ** (level + 1)), hashes }))
      .filter((tail) => tail.hashes.length > 0);
  }

  /** RFC 6962 root. Lower levels lie to the right of higher ones, so the fold runs from the right. */
  root(): Hash {
    let root: Hash | undefined;
    for (const hashes of this.#levels) {
      for (const subtree of completeSubtrees(hashes).reverse())
        root = root === undefined ? subtree : nodeHash(subtree, root);
    }
    return root ?? EMPTY_ROOT;
  }
}

function completeRoot(hashes: readonly Hash[]): Hash {
  return readerOf(hashes)(Math.log2(hashes.length), 0);
}

/** The largest complete subtrees from the left whose sizes are the binary digits of the number of hashes. */
function completeSubtrees(hashes: readonly Hash[]): Hash[] {
  const subtrees: Hash[] = [];
  for (let at = 0, bit = TILE_WIDTH; bit >= 1; bit /= 2) {
    if (hashes.length - at < bit) continue;
    subtrees.push(completeRoot(hashes.slice(at, at + bit)));
    at += bit;
  }
  return subtrees;
}
