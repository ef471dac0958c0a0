import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/index.ts';

/**
 * Takes the lock that lets one process write the mirror of one log; gives the function that lets go of it. It is
 * flock(2) on `<folder>/lock`, taken by util-linux's `flock` on the descriptor that it inherits, so the kernel drops
 * it at any death of this process. Error: E-COUNTY-057 (another process has it, or `flock` is not there).
 */
export async function takeMirrorLock(folder: string): Promise<Result<() => Promise<void>>> {
  const file = await open(join(folder, 'lock'), 'w', 0o600);
  if ((await flock(file)) === 0) return ok(() => file.close());
  await file.close();
  return fail('E-COUNTY-057', folder);
}

async function flock(file: FileHandle): Promise<number | null> {
  const child = spawn('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file.fd],
  });
  try {
    await once(child, 'exit');
    return child.exitCode;
  } catch {
    return null;
  }
}
