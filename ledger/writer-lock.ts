import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerFault } from './fault.ts';

/**
 * Takes the lock that lets one process write a ledger; gives the function that lets go of it.
 *
 * The lock is flock(2) on `<folder>/lock`, taken by util-linux's `flock` on the descriptor it inherits: a flock
 * belongs to the open file, so it stays with this process and the kernel drops it at any death, kill -9 too.
 * Node opens files close-on-exec, so no other child keeps it alive.
 */
export function takeWriterLock(folder: string): () => void {
  const fd = openSync(join(folder, 'lock'), 'w', 0o600);
  const { status, error } = spawnSync('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', fd],
  });
  if (status === 0) return () => closeSync(fd);
  closeSync(fd);
  if (error !== undefined) throw new LedgerFault('E-LEDGER-011', 'flock did not start', error);
  throw new LedgerFault('E-LEDGER-005', 'another process holds the lock of this ledger');
}
