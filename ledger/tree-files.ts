import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolderDurably, sweepTemporaries, syncFolder, writeFileDurably } from '../config/index.ts';
import { type FullTile, type Hash, TILE_WIDTH, type TileName, tilePath } from '../domain/tlog/index.ts';

/**
 * The published tree on disk: `tile/<L>/<N>` and `tile/entries/<N>` when full, the same with `.tail` while growing.
 * A partial `.p/<W>` is a prefix of a tail. All of it can be made again from the journal, and is, at every start.
 */
export class TreeFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where a full tile lies. */
  path(level: TileName['level'], index: number): string {
    return join(this.folder, tilePath({ level, index, width: TILE_WIDTH }));
  }

  /** Where a growing tile lies. */
  tailPath(level: TileName['level'], index: number): string {
    return `${this.path(level, index)}.tail`;
  }

  /** At a start: puts a full tile or bundle in place if it is not there in full length. */
  restoreFull(level: TileName['level'], index: number, bytes: () => Uint8Array, length: number): void {
    const path = this.path(level, index);
    if (statSync(path, { throwIfNoEntry: false })?.size !== length) writeFileDurably(path, bytes());
    rmSync(this.tailPath(level, index), { force: true });
  }

  /** At a start: makes a tail hold exactly these bytes. */
  restoreTail(level: TileName['level'], index: number, bytes: Uint8Array): void {
    const path = this.tailPath(level, index);
    sweepTemporaries(dirname(path));
    if (bytes.length === 0) rmSync(path, { force: true });
    else if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileDurably(path, bytes);
  }

  /** Writes a tile that has become full, then drops its tail. */
  writeFull(tile: FullTile): void {
    writeFileDurably(this.path(tile.level, tile.index), Buffer.concat(tile.hashes));
    rmSync(this.tailPath(tile.level, tile.index), { force: true });
  }

  /** Writes a growing tile: at most 8,160 bytes, whole, so a reader never sees a torn one. */
  writeTail(level: number, index: number, hashes: readonly Hash[]): void {
    writeFileDurably(this.tailPath(level, index), Buffer.concat(hashes));
  }

  /** Lengthens the growing bundle, which may have megabytes, from byte `at` on. */
  growBundle(index: number, at: number, bytes: Uint8Array): void {
    const path = this.tailPath('entries', index);
    const isNew = !existsSync(path);
    if (isNew) makeFolderDurably(dirname(path));
    const fd = openSync(path, isNew ? 'wx' : 'r+', 0o600);
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(fd, bytes, done, bytes.length - done, at + done);
      fdatasyncSync(fd);
    } finally {
      closeSync(fd);
    }
    if (isNew) syncFolder(dirname(path));
  }

  /** Gives a bundle that has become full its final name. */
  finishBundle(index: number): void {
    renameSync(this.tailPath('entries', index), this.path('entries', index));
    syncFolder(dirname(this.path('entries', index)));
  }
}
