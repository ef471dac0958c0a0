import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { writeFileDurably } from '../config/index.ts';
import {
  bundledEntry,
  type Checkpoint,
  consistencyProof,
  type Frontier,
  type FullTile,
  type NoteSigner,
  readerOfTiles,
  sameHash,
  signCheckpoint,
  TILE_WIDTH,
  tilePath,
  verifyConsistency,
} from '../domain/tlog/index.ts';
import { LedgerFault } from './fault.ts';
import { readTile } from './folder-source.ts';
import { TreeFiles } from './tree-files.ts';

/** A checkpoint is signed at the latest after so many entries; LogWriter sees to the time. */
const ENTRIES_A_CHECKPOINT = 20;

export interface PublisherOptions {
  readonly folder: string;
  readonly origin: string;
  /** Ed25519 private key of the log. */
  readonly signingKey: KeyObject;
  /** Further signers, a line each. */
  readonly alsoSigns?: readonly NoteSigner[];
}

/** Where a log stands that is already published. */
export interface Published {
  readonly size: number;
  /** Bytes of the growing bundle on disk. */
  readonly bundleBytes: number;
  /** The last checkpoint that was signed. */
  readonly signed: Checkpoint | undefined;
}

/** Writes the published tree behind the journal, and signs it. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #tree: TreeFiles;
  #size: number;
  #bundleBytes: number;
  #signed: Checkpoint | undefined;
  #entries: Buffer[] = [];
  #full: FullTile[] = [];
  #wanted = false;

  constructor(options: PublisherOptions, published: Published) {
    this.#options = options;
    this.#tree = new TreeFiles(options.folder);
    this.#size = published.size;
    this.#bundleBytes = published.bundleBytes;
    this.#signed = published.signed;
  }

  /** Takes a durable entry and the tiles that it made full. With `atOnce` they are signed at once. */
  add(entry: Uint8Array, full: readonly FullTile[], atOnce: boolean): void {
    this.#entries.push(bundledEntry(entry));
    this.#full.push(...full);
    this.#wanted ||= atOnce;
  }

  /** Whether a checkpoint should be signed now. */
  get due(): boolean {
    return this.#wanted || this.#entries.length >= ENTRIES_A_CHECKPOINT;
  }

  /** The last checkpoint that was signed. */
  get signed(): Checkpoint | undefined {
    return this.#signed;
  }

  /**
   * Writes bundles, then hashes, then the checkpoint, each durably before the next, so a checkpoint never
   * promises what cannot be served. `frontier` must hold exactly the entries that were added. Throws E-LEDGER-020
   * rather than sign a tree that does not follow from the one signed before (C2SP tlog-checkpoint).
   */
  publish(frontier: Frontier): void {
    this.#writeBundles();
    for (const tile of this.#full) this.#tree.writeFull(tile);
    const highest = this.#full.reduce((level, tile) => Math.max(level, tile.level + 1), 0);
    for (const tail of frontier.tails())
      if (tail.level <= highest) this.#tree.writeTail(tail.level, tail.index, tail.hashes);
    this.#full = [];
    this.#wanted = false;
    const { folder, origin, signingKey, alsoSigns } = this.#options;
    const next: Checkpoint = { origin, size: frontier.size, root: frontier.root() };
    if (!this.#follows(next))
      throw new LedgerFault(
        'E-LEDGER-020',
        `a tree of ${next.size} does not follow from the signed one of ${this.#signed?.size ?? 0}`,
      );
    if (this.#signed?.size === next.size) return;
    writeFileDurably(join(folder, 'checkpoint'), signCheckpoint(next, signingKey, alsoSigns));
    this.#signed = next;
  }

  /** Whether the tiles on the disk prove that the tree signed last is the beginning of this one. */
  #follows(next: Checkpoint): boolean {
    const before = this.#signed;
    if (before === undefined) return true;
    if (before.size > next.size) return false;
    if (before.size === next.size) return sameHash(before.root, next.root);
    const read = readerOfTiles(next.size, (tile) => {
      const bytes = readTile(this.#options.folder, tile);
      if (bytes === undefined) throw new LedgerFault('E-LEDGER-010', `${tilePath(tile)} is missing`);
      return bytes;
    });
    const proof = consistencyProof(before.size, next.size, read);
    return verifyConsistency(before.size, next.size, proof, before.root, next.root);
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
