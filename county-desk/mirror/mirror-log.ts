import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolderDurably, sweepTemporaries, writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import {
  bundleEntries,
  bundlesOf,
  type Checkpoint,
  Frontier,
  type FullTile,
  type Hash,
  openCheckpoint,
  parseVerifierKey,
  sameHash,
  TILE_WIDTH,
  type TileName,
  tileHashes,
  tilePath,
  tilesOf,
} from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import { DurableBatch } from './durable-batch.ts';
import { addHead, type KeptHead, lastHead } from './heads-ledger.ts';
import type { DeviceLog } from './log-name.ts';
import { takeMirrorLock } from './mirror-lock.ts';

/** Bytes of bundles that wait for one fsync at most. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** The last head that is kept of a log. */
export interface MirrorHead extends KeptHead {
  readonly checkpoint: Checkpoint;
}

/**
 * The county's copy of one kiosk's log, `<mirror>/<name>/`, in C2SP tlog-tiles' own paths, so that it is itself a log
 * that can be served, copied to a stick or mirrored again. Beside them: `key` (verifier key of the log), `heads.jsonl`
 * (every verified head) and `checkpoint` (the last of them).
 *
 * Order of a growth: bundles and tiles fsynced, then the head added to `heads.jsonl`, then `checkpoint`. What kill -9
 * leaves, instant by instant:
 * - before the head: tiles that no head covers. Nobody reads them; the next pull proves each again or writes it over.
 * - inside the head's line: a torn line, which the next start cuts; nobody was told of the head.
 * - after it: `checkpoint` is older; the next start writes it from the ledger of heads.
 * - before the old partial tiles are removed: they stay until the next growth. C2SP allows them beside full ones.
 */
export class MirrorLog {
  readonly log: DeviceLog;
  readonly folder: string;
  readonly #unlock: () => Promise<void>;
  readonly #batch = new DurableBatch();
  #head: MirrorHead | undefined;

  private constructor(log: DeviceLog, folder: string, unlock: () => Promise<void>) {
    this.log = log;
    this.folder = folder;
    this.#unlock = unlock;
  }

  /**
   * Opens or begins the mirror of a log and locks it against other processes. Errors: E-COUNTY-057 (locked),
   * E-COUNTY-056 (what is kept is not what was kept: the disk, or somebody at it).
   */
  static async open(mirror: string, log: DeviceLog): Promise<Result<MirrorLog>> {
    const folder = join(mirror, log.name);
    makeFolderDurably(folder);
    const lock = await takeMirrorLock(folder);
    if (!lock.ok) return lock;
    const opened = new MirrorLog(log, folder, lock.value);
    try {
      const fault = opened.#recover();
      if (fault === undefined) return ok(opened);
      await opened.close();
      return fail('E-COUNTY-056', `${log.name}: ${fault}`);
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** The last head, or undefined before the first pull. */
  get head(): MirrorHead | undefined {
    return this.#head;
  }

  /** Entries under the last head. */
  get size(): number {
    return this.#head?.checkpoint.size ?? 0;
  }

  /** A tile or bundle as it is on disk, proven or not; undefined when it is not there in this width. */
  tile(tile: TileName): Uint8Array | undefined {
    return readTile(this.folder, tile);
  }

  /** The right edge of the tree under the last head. Error: E-COUNTY-056 (it does not give the head's root). */
  frontier(): Result<Frontier> {
    const { name } = this.log;
    if (this.#head === undefined) return ok(new Frontier());
    try {
      const tails: Hash[][] = [];
      for (let level = 0, count = this.size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
        const width = count % TILE_WIDTH;
        const tail = { level, index: Math.floor(count / TILE_WIDTH), width };
        const bytes = width === 0 ? new Uint8Array() : this.tile(tail);
        tails.push(bytes === undefined ? [] : tileHashes(bytes, width));
      }
      const frontier = Frontier.of(this.size, tails);
      return sameHash(frontier.root(), this.#head.checkpoint.root)
        ? ok(frontier)
        : fail('E-COUNTY-056', `${name}: the tiles give another root than the last head`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return fail('E-COUNTY-056', `${name}: a tile of the last head is missing`);
    }
  }

  /** The bytes of the last entry under the last head, undefined in an empty log. Error: E-COUNTY-056. */
  lastEntry(): Result<Uint8Array | undefined> {
    const name = bundlesOf(this.size).at(-1);
    if (name === undefined) return ok(undefined);
    const bundle = this.tile(name);
    const last = bundle === undefined ? undefined : bundleEntries(bundle).at(-1);
    return last === undefined
      ? fail('E-COUNTY-056', `${this.log.name}: ${tilePath(name)} is missing`)
      : ok(last);
  }

  /** Takes a proven bundle and the level 0 tile that proves it; durable at the latest with the head. */
  async addBundle(name: TileName, bundle: Uint8Array, tile: Uint8Array): Promise<void> {
    this.#batch.add(join(this.folder, tilePath(name)), bundle);
    this.#batch.add(join(this.folder, tilePath({ ...name, level: 0 })), tile);
    if (this.#batch.bytes > BATCH_BYTES) await this.#batch.flush();
  }

  /**
   * Makes the growth durable, then the head, in this order. `full` are the tiles above level 0 that became full by it,
   * `frontier` the right edge of the grown tree.
   */
  async keepHead(head: MirrorHead, frontier: Frontier, full: readonly FullTile[]): Promise<void> {
    const before = this.size;
    const tails = frontier.tails().filter(({ level }) => level > 0);
    for (const { level, index, hashes } of [...full, ...tails])
      this.#batch.add(
        join(this.folder, tilePath({ level, index, width: hashes.length })),
        Buffer.concat(hashes),
      );
    await this.#batch.flush();
    await addHead(this.folder, { at: head.at, note: head.note });
    this.#head = head;
    writeFileDurably(join(this.folder, 'checkpoint'), head.note);
    this.#dropPartials(before);
  }

  /** Lets go of the lock. */
  close(): Promise<void> {
    return this.#unlock();
  }

  #recover(): string | undefined {
    sweepTemporaries(this.folder);
    const keyPath = join(this.folder, 'key');
    if (!existsSync(keyPath)) writeFileDurably(keyPath, `${this.log.ledgerKey}\n`);
    if (readFileSync(keyPath, 'utf8') !== `${this.log.ledgerKey}\n`) return 'it is the log of another key';
    const kept = lastHead(this.folder);
    if (kept === undefined) return undefined;
    const verifier = parseVerifierKey(this.log.ledgerKey);
    const checkpoint = verifier === undefined ? undefined : openCheckpoint(kept.note, verifier);
    if (checkpoint === undefined) return 'the last head is not signed by its key';
    this.#head = { ...kept, checkpoint };
    const path = join(this.folder, 'checkpoint');
    if (!existsSync(path) || readFileSync(path, 'utf8') !== kept.note) writeFileDurably(path, kept.note);
    return undefined;
  }

  /** Removes the partial tiles of the tree of `size` that has grown since: the new ones begin with their bytes. */
  #dropPartials(size: number): void {
    const now = new Set([...lastTiles(this.size)].map(tilePath));
    for (const tile of lastTiles(size)) {
      if (tile.width === TILE_WIDTH) continue;
      const folder = dirname(join(this.folder, tilePath(tile)));
      for (const width of existsSync(folder) ? readdirSync(folder) : []) {
        const path = tilePath({ ...tile, width: Number(width) });
        if (!now.has(path)) rmSync(join(this.folder, path), { force: true });
      }
    }
  }
}

/** The last tile of each level and the last bundle of a tree. */
function lastTiles(size: number): TileName[] {
  const last = new Map([...tilesOf(size), ...bundlesOf(size)].map((tile) => [tile.level, tile]));
  return [...last.values()];
}
