import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { type Bench, type BenchLine, median } from './bench-line.ts';
import { journalPeer } from './pull/journal-peer.ts';
import { writeBenchLog } from './pull/log-folder.ts';

const ENTRIES = Number(process.env.BENCH_PULL_ENTRIES ?? 100_000);
const RUNS = 3;
/** Whoever serves is on this processor, whoever fetches on that. */
const SERVING_CPU = '1';
const FETCHING_CPU = '0';

/**
 * Entries a second of a whole pull: read over HTTP from the kiosk's own routes (without TLS, as the peer), every leaf and
 * entry verified, bundles and tiles fsynced, head kept and cosigned. One core each for kiosk and county. Beside it the
 * same texts as systemd journal entries, read as JSON from systemd-journal-gatewayd by curl, which verifies nothing.
 */
export const pull: Bench = {
  name: 'pull',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-pull-'));
    try {
      const log = join(folder, 'log');
      const texts = writeBenchLog(log, ENTRIES);
      const own = await ownPulls(folder, log);
      const peer = await journalPeer(folder, texts, {
        serving: SERVING_CPU,
        fetching: FETCHING_CPU,
        runs: RUNS,
      });
      const value = ENTRIES / median(own.map(({ seconds }) => seconds));
      const busy = ENTRIES / median(own.map(({ cpu }) => cpu));
      const growth = Math.max(...own.map(({ grownMb }) => grownMb));
      const lines: BenchLine[] = [
        { name: 'pull-cpu', value: busy, unit: 'entries/cpu-s' },
        { name: 'pull-memory-growth', value: growth, unit: 'MB' },
      ];
      const json = ENTRIES / median(peer.json);
      const exported = ENTRIES / median(peer.export);
      return [
        { name: 'pull', value, unit: 'entries/s', ratio: value / json, peer: 'journal-gatewayd-json' },
        { name: 'pull-journal-gatewayd-json', value: json, unit: 'entries/s' },
        { name: 'pull-journal-gatewayd-export', value: exported, unit: 'entries/s' },
        ...lines,
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface OwnPull {
  readonly seconds: number;
  /** Processor seconds of the fetching process. */
  readonly cpu: number;
  /** Megabytes by which its resident memory grew at most. */
  readonly grownMb: number;
}

async function ownPulls(folder: string, log: string): Promise<OwnPull[]> {
  const server = onCpu(SERVING_CPU, './pull/serve-log.js', [log]);
  try {
    const port = await firstLine(server);
    const pulls: OwnPull[] = [];
    for (let run = 0; run < RUNS; run++) {
      const program = script('./pull/pull-once.js');
      const args = ['-c', FETCHING_CPU, process.execPath, program, log, port, join(folder, `county-${run}`)];
      const [seconds, cpu, grownMb] = execFileSync('taskset', args, { encoding: 'utf8' })
        .trim()
        .split(' ')
        .map(Number);
      if (seconds === undefined || cpu === undefined || grownMb === undefined) throw new Error('no times');
      pulls.push({ seconds, cpu, grownMb });
    }
    return pulls;
  } finally {
    server.kill('SIGKILL');
  }
}

function onCpu(cpu: string, program: string, args: readonly string[]): ChildProcess {
  return spawn('taskset', ['-c', cpu, process.execPath, script(program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the child says nothing');
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])]);
  if (typeof line !== 'string' || line === '') throw new Error('the child ended before it was ready');
  return line;
}
