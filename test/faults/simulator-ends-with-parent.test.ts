import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const Pids = z.object({ simulator: z.number(), pcscd: z.number(), bridge: z.number() });

/** Whether the process lives; one that has ended and waits to be collected does not. */
function lives(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

for (const signal of ['SIGKILL', 'SIGTERM'] as const)
  test(`${signal} of the parent leaves no simulator, no pcscd and no bridge`, async () => {
    const owner = new URL('../support/reader-owner.js', import.meta.url).pathname;
    const parent = spawn(process.execPath, [owner, temporaryFolder()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve, reject) => {
      parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      parent.once('exit', () => reject(new Error('the owner ended')));
    });
    const pids = Object.values(Pids.parse(JSON.parse(line)));
    assert.ok(pids.every(lives));
    parent.kill(signal);
    await eventually('all ended', () => !pids.some(lives));
  });

test.run();
