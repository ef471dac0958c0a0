import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { HASH_BYTES, TILE_WIDTH } from '../../domain/tlog/index.ts';

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/**
 * Level 0 tiles that are not proven yet, on disk so that memory does not grow with the log. The file has no name:
 * nothing of it is left when the pull ends, however it ends.
 */
export class LeafSpool {
  readonly #fd: number;
  readonly #firstTile: number;

  /** `firstTile` is the index of the first tile that will be added. */
  constructor(folder: string, firstTile: number) {
    const path = join(folder, 'unproven');
    this.#fd = openSync(path, 'w+', 0o600);
    rmSync(path);
    this.#firstTile = firstTile;
  }

  /** Adds tile `index`; each but the last is full. */
  put(index: number, tile: Uint8Array): void {
    const at = (index - this.#firstTile) * TILE_BYTES;
    for (let done = 0; done < tile.length; )
      done += writeSync(this.#fd, tile, done, tile.length - done, at + done);
  }

  /** The bytes of tile `index` with `width` hashes. */
  tile(index: number, width: number): Buffer {
    const bytes = Buffer.alloc(width * HASH_BYTES);
    const read = readSync(this.#fd, bytes, 0, bytes.length, (index - this.#firstTile) * TILE_BYTES);
    if (read !== bytes.length) throw new Error(`tile ${index} was not spooled`);
    return bytes;
  }

  close(): void {
    closeSync(this.#fd);
  }
}
