import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Longest checkpoint that is read. */
const MAX_NOTE_BYTES = 65_536;

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
  if (found === undefined || found.size > MAX_NOTE_BYTES) return undefined;
  return readFileSync(path);
}

/** Which log a folder's checkpoint says it is of, believed by nobody yet. */
export function originOf(folder: string): string | undefined {
  return readBounded(join(folder, 'checkpoint'))?.toString('utf8').split('\n')[0];
}
