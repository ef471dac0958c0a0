import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closingCounts } from './closing-counts.ts';
import { processesMarked } from './marked-processes.ts';

/** How one test file ended. `output` is everything it printed. */
export interface FileOutcome {
  readonly passed: number;
  readonly failed: number;
  /** Why the file as a whole counts as failed, or null. */
  readonly trouble: string | null;
  readonly output: string;
  readonly leftovers: number;
  readonly seconds: number;
}

/** Milliseconds after which a file counts as hanging. */
const LIMIT_MS = 5 * 60_000;
/** Characters of output kept a file. */
const OUTPUT_LIMIT = 400_000;
/** Set in the environment of a test's process and so of everything it starts. */
const MARK = 'KIOSK_TEST_MARK';

/**
 * Runs one compiled test file. Whatever it leaves running is killed afterwards: processes are found by a mark
 * in their environment, since those that made a session of their own are outside the process group.
 */
export async function runTestFile(
  file: string,
  cwd: string,
  limitMs: number = LIMIT_MS,
): Promise<FileOutcome> {
  const mark = randomUUID();
  const since = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [MARK]: mark, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-OUTPUT_LIMIT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  // 'exit', not 'close': a leftover that holds the pipes open would keep 'close' from ever coming.
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const left = processesMarked(`${MARK}=${mark}`);
  for (const pid of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself between the listing and now.
    }
  }
  child.stdout.destroy();
  child.stderr.destroy();

  const counts = closingCounts(output);
  const seconds = (performance.now() - since) / 1000;
  const common = { output, leftovers: left.length, seconds };
  const trouble = troubleOf(timedOut, counts, code, limitMs);
  if (counts === undefined) return { passed: 0, failed: 1, trouble, ...common };
  const failed = Math.max(counts.total - counts.passed, trouble === null ? 0 : 1);
  return { passed: counts.passed, failed, trouble, ...common };
}

function troubleOf(
  timedOut: boolean,
  counts: ReturnType<typeof closingCounts>,
  code: number | null,
  limitMs: number,
): string | null {
  if (timedOut) return `did not end within ${limitMs / 1000} s`;
  if (counts === undefined) return `ended with ${code ?? 'a signal'} and without closing counts`;
  if (counts.total === 0) return 'ran no test';
  if (counts.skipped > 0) return `skipped ${counts.skipped}`;
  if (code !== 0 && counts.passed === counts.total) return `ended with ${code ?? 'a signal'}`;
  return null;
}
