import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';

const GATEWAYD = '/lib/systemd/systemd-journal-gatewayd';
const IMPORT = '/lib/systemd/systemd-journal-remote';

/** Seconds that curl took to read the whole journal, by run. */
export interface JournalTimes {
  readonly json: readonly number[];
  readonly export: readonly number[];
}

/**
 * The same texts as messages of a systemd journal, read over HTTP by curl from systemd-journal-gatewayd. Throws with a
 * sentence when the package systemd-journal-remote is not there and cannot be installed.
 */
export async function journalPeer(
  folder: string,
  texts: readonly Buffer[],
  { serving, fetching, runs }: { serving: string; fetching: string; runs: number },
): Promise<JournalTimes> {
  needPackage();
  const journal = join(folder, 'journal');
  mkdirSync(journal);
  importJournal(folder, journal, texts);
  const port = await freePort();
  const gateway = spawn(
    'taskset',
    ['-c', serving, 'systemd-socket-activate', '-l', `127.0.0.1:${port}`, GATEWAYD, '-D', journal],
    { stdio: 'ignore' },
  );
  try {
    await untilItAnswers(port, gateway);
    const read = (accept: string): number[] =>
      Array.from({ length: runs }, () =>
        secondsOf(port, accept, texts.length, join(folder, 'read'), fetching),
      );
    return { json: read('application/json'), export: read('application/vnd.fdo.journal') };
  } finally {
    gateway.kill('SIGKILL');
  }
}

function needPackage(): void {
  if (existsSync(GATEWAYD)) return;
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'systemd-journal-remote'], {
    stdio: 'ignore',
  });
  if (!existsSync(GATEWAYD))
    throw new Error('systemd-journal-remote is not there: apt-get install systemd-journal-remote');
}

/** Journal export format (systemd.io/JOURNAL_EXPORT_FORMATS), one entry a minute. */
function importJournal(folder: string, journal: string, texts: readonly Buffer[]): void {
  const file = join(folder, 'texts.export');
  const boot = '0123456789abcdef0123456789abcdef';
  const pieces = texts.map((text, i) => {
    const time = 1_780_000_000_000_000 + i * 60_000_000;
    return `__REALTIME_TIMESTAMP=${time}\n__MONOTONIC_TIMESTAMP=${i}\n_BOOT_ID=${boot}\nMESSAGE=${text.toString('utf8')}\n\n`;
  });
  writeFileSync(file, pieces.join(''));
  execFileSync(IMPORT, ['-o', join(journal, 'bench.journal'), file], { stdio: 'ignore' });
}

function secondsOf(port: number, accept: string, entries: number, file: string, cpu: string): number {
  const since = performance.now();
  execFileSync(
    'taskset',
    [
      '-c',
      cpu,
      'curl',
      '-sS',
      '-o',
      file,
      '-H',
      `Accept: ${accept}`,
      '-H',
      `Range: entries=:0:${entries}`,
      `http://127.0.0.1:${port}/entries`,
    ],
    { stdio: 'ignore' },
  );
  const seconds = (performance.now() - since) / 1000;
  const marker = accept === 'application/json' ? '"MESSAGE"' : '^MESSAGE=';
  const lines = Number(execFileSync('grep', ['-c', marker, file], { encoding: 'utf8' }));
  if (lines !== entries) throw new Error(`the journal gave ${lines} of ${entries} entries`);
  return seconds;
}

async function untilItAnswers(port: number, gateway: ChildProcess): Promise<void> {
  const gone = once(gateway, 'exit').then(() => {
    throw new Error('systemd-journal-gatewayd ended');
  });
  const answers = async (): Promise<void> => {
    for (let tries = 0; tries < 50; tries++) {
      const asked = spawnSync('curl', ['-s', '-o', '/dev/null', `http://127.0.0.1:${port}/machine`]);
      if (asked.status === 0) return;
      await wait(100);
    }
    throw new Error('systemd-journal-gatewayd does not answer');
  };
  await Promise.race([answers(), gone]);
}
