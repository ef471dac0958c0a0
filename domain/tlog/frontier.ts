import { EMPTY_ROOT, type Hash, nodeHash, readerOf } from './merkle.ts';
import { TILE_WIDTH } from './tile.ts';

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
   * The edge of a tree of `size` leaves from its partial tiles, lowest level first. Throws when they are not as many
   * hashes as a tree of that size has.
   */
  static of(size: number, tails: ReadonlyArray<readonly Hash[]>): Frontier {
    const frontier = new Frontier();
    let beneath = 1;
    for (let level = 0; beneath <= size || level < tails.length; level++, beneath *= TILE_WIDTH) {
      const hashes = tails[level] ?? [];
      if (hashes.length !== Math.floor(size / beneath) % TILE_WIDTH)
        throw new RangeError(
          `level ${level} of a tree of ${size} has not ${hashes.length} hashes at its edge`,
        );
      frontier.#levels.push([...hashes]);
    }
    frontier.#size = size;
    return frontier;
  }

  /** The hashes of the partial tiles, lowest level first, with none where a level's last tile is full. */
  edge(): ReadonlyArray<readonly Hash[]> {
    return this.#levels;
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
