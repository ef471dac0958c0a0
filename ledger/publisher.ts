import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { writeFileDurably } from '../config/index.ts';
import {
  bundledEntry,
  type Frontier,
  type FullTile,
  signCheckpoint,
  TILE_WIDTH,
} from '../domain/tlog/index.ts';
import { TreeFiles } from './tree-files.ts';

/** A checkpoint is signed at the latest after so many entries; LogWriter sees to the time. */
const ENTRIES_A_CHECKPOINT = 20;

/** Writes the published tree behind the journal, and signs it. */
export class Publisher {
  readonly #folder: string;
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly #tree: TreeFiles;
  /** Size that is published. */
  #size: number;
  /** Bytes of the growing bundle on disk. */
  #bundleBytes: number;
  #entries: Buffer[] = [];
  #full: FullTile[] = [];
  #wanted = false;
  #unsigned = false;

  constructor(folder: string, origin: string, key: KeyObject, size: number, bundleBytes: number) {
    this.#folder = folder;
    this.#origin = origin;
    this.#key = key;
    this.#tree = new TreeFiles(folder);
    this.#size = size;
    this.#bundleBytes = bundleBytes;
  }

  /** Takes a durable entry and the tiles that it made full. With `atOnce` they are signed at once. */
  add(entry: Uint8Array, full: readonly FullTile[], atOnce: boolean): void {
    this.#entries.push(bundledEntry(entry));
    this.#full.push(...full);
    this.#wanted ||= atOnce;
    this.#unsigned = true;
  }

  /** Whether there are entries that no checkpoint covers. */
  get unsigned(): boolean {
    return this.#unsigned;
  }

  /** Whether a checkpoint should be signed now. */
  get due(): boolean {
    return this.#wanted || this.#entries.length >= ENTRIES_A_CHECKPOINT;
  }

  /**
   * Writes bundles, then hashes, then the checkpoint, each durably before the next, so a checkpoint never
   * promises what cannot be served. `frontier` must hold exactly the entries that were added.
   */
  publish(frontier: Frontier): void {
    this.#writeBundles();
    for (const tile of this.#full) this.#tree.writeFull(tile);
    const highest = this.#full.reduce((level, tile) => Math.max(level, tile.level + 1), 0);
    for (const tail of frontier.tails())
      if (tail.level <= highest) this.#tree.writeTail(tail.level, tail.index, tail.hashes);
    this.#full = [];
    const checkpoint = { origin: this.#origin, size: frontier.size, root: frontier.root() };
    writeFileDurably(join(this.#folder, 'checkpoint'), signCheckpoint(checkpoint, this.#key));
    this.#wanted = false;
    this.#unsigned = false;
  }

  #writeBundles(): void {
    while (this.#entries.length > 0) {
      const index = Math.floor(this.#size / TILE_WIDTH);
      const now = this.#entries.splice(0, TILE_WIDTH - (this.#size % TILE_WIDTH));
      const bytes = Buffer.concat(now);
      this.#tree.growBundle(index, this.#bundleBytes, bytes);
      this.#size += now.length;
      this.#bundleBytes += bytes.length;
      if (this.#size % TILE_WIDTH !== 0) continue;
      this.#tree.finishBundle(index);
      this.#bundleBytes = 0;
    }
  }
}
