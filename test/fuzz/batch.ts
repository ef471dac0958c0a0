import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type ChildOrder,
  ChildWord,
  ENOUGH_FINDINGS,
  PROGRESS_BYTES,
  readProgress,
  writeProgress,
} from './child-words.ts';
import { corpusOf } from './corpus.ts';
import { caseOf } from './target.ts';
import { TARGETS } from './targets/index.ts';

/** A case that went wrong. */
export interface Finding {
  readonly target: string;
  /** `target:number`, or the file in the corpus. */
  readonly what: string;
  readonly message: string;
  readonly input: Uint8Array;
}

/** A case that is still the one under way after so long hangs; the slowest right one takes a tenth. */
const HANG_MS = 10_000;
const LOOK_EVERY_MS = 500;
const LAST_WORDS_MS = 100;
const KEPT_WORDS = 800;
/** Memory of a process that has run its batch. More means that something was kept. */
const MAX_RESIDENT_BYTES = 700 * 1024 * 1024;

/**
 * Runs orders in a process of its own, which may hang or crash: then the case under way is the finding and another
 * process goes on behind it.
 */
export async function runBatch(orders: readonly ChildOrder[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  let left = orders;
  while (left.length > 0) {
    const end = await runChild(left, findings);
    const order = end === undefined ? undefined : left[end.order];
    if (end === undefined || order === undefined) break;
    findings.push(await findingAt(order, end.at, end.why));
    // A kept input that ends the process would end the next one as well.
    const behind = { ...order, from: Math.max(order.from, end.at + 1), corpus: false };
    const hadItsSay = findings.filter(({ target }) => target === order.target).length >= ENOUGH_FINDINGS;
    left = [...(hadItsSay ? [] : [behind]), ...left.slice(end.order + 1)];
  }
  return findings;
}

interface BadEnd {
  readonly order: number;
  readonly at: number;
  readonly why: string;
}

async function runChild(orders: readonly ChildOrder[], findings: Finding[]): Promise<BadEnd | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const progress = join(folder, 'progress');
  writeFileSync(progress, writeProgress({ order: Number.NaN, at: Number.NaN }, Buffer.alloc(PROGRESS_BYTES)));
  const underWay = () => readProgress(readFileSync(progress));
  const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), [progress], {
    serialization: 'advanced',
    execArgv: ['--enable-source-maps', '--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, TMPDIR: folder },
  });
  // 'close' does not come when this side has ended the channel (Node 20).
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-KEPT_WORDS);
  });
  let done = false;
  let why: string | undefined;
  child.on('message', (raw) => {
    const word = ChildWord.parse(raw);
    if (word.say === 'finding') {
      const { target, what, message, inputHex } = word;
      findings.push({ target, what, message, input: Buffer.from(inputHex, 'hex') });
      return;
    }
    done = true;
    if (word.residentBytes > MAX_RESIDENT_BYTES) why = `keeps ${word.residentBytes} bytes after the batch`;
    child.disconnect();
  });
  child.send(orders);
  const watchdog = watch(underWay, () => {
    why ??= `hangs: no end within ${HANG_MS / 1000} s`;
    child.kill('SIGKILL');
  });
  await gone;
  clearInterval(watchdog);
  // The last words of a process that crashed may still be in the pipe.
  if (!done) await wait(LAST_WORDS_MS);
  const last = underWay();
  rmSync(folder, { recursive: true });
  if (Number.isNaN(last.at)) throw new Error(`the process ended before its first case: ${said}`);
  if (done && why === undefined) return undefined;
  return { ...last, why: why ?? `ends the process (${child.signalCode ?? child.exitCode}) ${said}`.trim() };
}

/** Calls `onHang` when the same case stays under way. */
function watch(underWay: () => { order: number; at: number }, onHang: () => void): NodeJS.Timeout {
  let last = underWay();
  let since = performance.now();
  return setInterval(() => {
    const now = underWay();
    // Before the first case the process still loads.
    if (now.at !== last.at || now.order !== last.order || Number.isNaN(now.at)) since = performance.now();
    else if (performance.now() - since > HANG_MS) onHang();
    last = now;
  }, LOOK_EVERY_MS);
}

async function findingAt({ target, seed }: ChildOrder, at: number, why: string): Promise<Finding> {
  const kept = at < 0 ? corpusOf(target)[-1 - at] : undefined;
  if (kept !== undefined) return { target, what: kept.name, message: why, input: kept.input };
  const found = TARGETS.find(({ name }) => name === target);
  if (found === undefined) throw new Error(`no target ${target}`);
  const { input } = caseOf(found, await found.seeds(), seed, at);
  return { target, what: `${target}:${at}`, message: why, input };
}
