import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { readTile } from '../../ledger/index.ts';
import type { LogSource } from './log-source.ts';

/** Longest file that is read of a folder: a bundle of 256 of the longest entries. */
const MAX_FILE_BYTES = 256 * 65_537;

/** The log in a folder in C2SP tlog-tiles' paths, such as one on a stick; what is delivered goes to its `inbox/`. */
export function folderLog(folder: string): LogSource {
  const read = <T>(what: () => T): Promise<Result<T>> => {
    try {
      return Promise.resolve(ok(what()));
    } catch {
      return Promise.resolve(fail('E-COUNTY-008', folder));
    }
  };
  return {
    name: folder,
    checkpoint: () =>
      read(() => {
        const path = join(folder, 'checkpoint');
        return existsSync(path) ? readBounded(path)?.toString('utf8') : undefined;
      }),
    tile: (tile) => read(() => readTile(folder, tile)),
    blob: (sha256) => read(() => readBounded(join(folder, 'blob', sha256.slice(0, 2), sha256))),
    deliver: ({ kind, bytes }) => read(() => writeFileDurably(join(folder, 'inbox', kind), bytes, 0o644)),
    close: () => Promise.resolve(),
  };
}

/** The folders that hold a log: this one, or those in it. */
export function logFolders(folder: string): string[] {
  if (existsSync(join(folder, 'checkpoint'))) return [folder];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory() && existsSync(join(path, 'checkpoint')))
    .sort();
}

function readBounded(path: string): Buffer | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.size > MAX_FILE_BYTES) return undefined;
  return readFileSync(path);
}

/** Which log a folder's checkpoint says it is of, believed by nobody yet. */
export function originOf(folder: string): string | undefined {
  return readBounded(join(folder, 'checkpoint'))?.toString('utf8').split('\n')[0];
}
