import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes the names in a folder durable: after a crash a file that was made or renamed in it before is found there.
 */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes a folder and those above it, each durably, readable by this user only. */
export function makeFolderDurably(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    syncFolder(dirname(made));
    if (made === first) return;
  }
}

/**
 * Writes a file so that after a power cut it has either its old content or the new, whole: a temporary file
 * beside it, fsync, rename, fsync of the folder. `mode` is the file's permission, by default this user only.
 */
export function writeFileDurably(path: string, content: Uint8Array | string, mode = 0o600): void {
  const folder = dirname(path);
  makeFolderDurably(folder);
  const temporary = join(folder, `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const fd = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // Not made, or renamed already: nothing is left behind.
    }
    throw error;
  }
  syncFolder(folder);
}

/** Removes temporary files that a crash left in a folder. Only for a folder that nobody else writes. */
export function sweepTemporaries(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (/^\.[0-9a-f]{12}\.tmp$/.test(name)) unlinkSync(join(folder, name));
}
