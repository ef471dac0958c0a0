import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OVERWRITE_FREED, packageFolder } from '../../config/index.ts';
import { processesMarked } from '../marked-processes.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** A whole kiosk with simulated hardware in a temporary folder, on ports of its own. */
export interface RunningKiosk {
  readonly url: string;
  readonly data: string;
  /** Where its county pulls. */
  readonly countyPort: number;
  /** The process of `kiosk run`. */
  readonly pid: number;
  /** Milliseconds from the start of the process until /healthz answered well. */
  readonly startedInMs: number;
  readonly env: NodeJS.ProcessEnv;
  /** What the kiosk said last on its standard output and error. */
  words(): string;
  /** Stops the kiosk; the data folder stays until `remove`. */
  stop(): Promise<void>;
  /** Ends all of its processes in one instant, as a power cut would; only with `ownGroup`. */
  cut(): Promise<void>;
  remove(): void;
}

export interface RunningKioskOptions {
  /** Beside the present environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** A process group of its own, so that `cut` reaches all of it at once; Ctrl-C does not reach it then. */
  readonly ownGroup?: boolean;
  /** Of page and websocket; a free one by default. */
  readonly port?: number;
  /** For the county; a free one by default. */
  readonly countyPort?: number;
}

const LIMIT_MS = 90_000;
/** Names all processes of one started kiosk, those with another parent by now too. */
const MARK = 'KIOSK_UNDER_TEST';

/**
 * Starts `COMMAND ARGS… --port … --printer-port …` and waits until /healthz answers well. `home` reuses the
 * folder of an earlier start. Throws with the program's last words when it ends or stays silent; a folder that was
 * made for it is removed then.
 */
export async function runKiosk(
  command: readonly string[] = [process.execPath, 'bin/kiosk.js', 'run', '--simulated'],
  reusedHome?: string,
  options: RunningKioskOptions = {},
): Promise<RunningKiosk> {
  const home = reusedHome ?? mkdtempSync(join(tmpdir(), 'running-kiosk-'));
  const data = join(home, 'kiosk');
  const port = options.port ?? (await freePort());
  const countyPort = options.countyPort ?? (await freePort());
  const mark = randomUUID();
  const env = {
    ...process.env,
    // As `npm start` does.
    ...OVERWRITE_FREED,
    ...options.env,
    KIOSK_DATA: data,
    COUNTY_DATA: join(home, 'county'),
    [MARK]: mark,
  };
  const [file = '', ...args] = command;
  const since = performance.now();
  const ports = ['--port', port, '--printer-port', await freePort(), '--county-port', countyPort].map(String);
  const child = spawn(file, [...args, ...ports], {
    cwd: packageFolder(),
    env,
    detached: options.ownGroup === true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (options.ownGroup === true) endsWithThisProcess(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString('utf8')).slice(-4000);
    });
  const url = `http://127.0.0.1:${port}`;
  try {
    await answersWell(`${url}/healthz`, child);
  } catch (error) {
    await end(child);
    if (reusedHome === undefined) rmSync(home, { recursive: true, force: true });
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${words}`);
  }
  return {
    url,
    data,
    countyPort,
    pid: child.pid ?? 0,
    startedInMs: performance.now() - since,
    env,
    words: () => words,
    stop: () => end(child),
    cut: () => cut(child, options.ownGroup === true, mark),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function answersWell(address: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`the kiosk ended with ${child.exitCode}`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await wait(25);
  }
  throw new Error(`no good answer from /healthz within ${LIMIT_MS / 1000} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(hard);
}

const ownGroups = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of ownGroups) killGroup(child);
});

function endsWithThisProcess(child: ChildProcess): void {
  ownGroups.add(child);
  child.once('exit', () => ownGroups.delete(child));
}

/** One signal to all processes of a kiosk that has its own group. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of it runs any more.
  }
}

async function cut(child: ChildProcess, ownGroup: boolean, mark: string): Promise<void> {
  if (!ownGroup) throw new Error('only a kiosk in its own group can be cut');
  killGroup(child);
  await eventually('the end of every process', () => processesMarked(`${MARK}=${mark}`).length === 0);
}

/** Ids of all processes below `pid`, itself included, with their parents first. */
export function processTree(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...children.split(/\s+/).filter(Boolean).map(Number).flatMap(processTree)];
}
