import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Size from which a log is put aside, in bytes, and how many that were put aside are kept. */
const LARGEST = 10_000_000;
const KEPT = 3;

/**
 * The file `<dataFolder>/logs/daemon.log`. When it has grown large it becomes `daemon.log.1`, and what was that
 * before `daemon.log.2`, up to 3. Looked at when the kiosk starts only: it writes some lines a visit.
 */
export function logFile(dataFolder: string): string {
  const folder = join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'daemon.log');
  if (!existsSync(path) || statSync(path).size <= LARGEST) return path;
  for (let number = KEPT - 1; number >= 1; number--)
    if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
  renameSync(path, `${path}.1`);
  return path;
}
