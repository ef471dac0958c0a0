import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { temporaryFolder } from './temporary-folder.ts';

/** Debian 12's server programs, which are not on the path. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
/** Times to ask whether it answers, 50 ms apart: a recovery on a busy machine takes a while. */
const START_TRIES = 600;

/** A real PostgreSQL of the test's own: in a folder of its own, on a socket in it, reachable by nobody else. */
export interface TestPostgres {
  /** Makes an empty database and gives its URL. */
  database(): Promise<string>;
  /** Ends the server as a power cut would; `start` brings it back. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Process id of the server that runs now: its backends are its children. */
  pid(): number;
}

/** Starts one; it ends with this process at the latest. Durability is as it comes: fsync on, commits synchronous. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  for (const made of [data, socket]) mkdirSync(made, { mode: 0o700 });
  const asUser = unprivileged([folder, data, socket]);
  const done = run(asUser, 'initdb', ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  if (done.status !== 0) throw new Error(`initdb: ${done.stderr}`);
  const settings = `listen_addresses = ''\nunix_socket_directories = '${socket}'\nshared_buffers = 64MB\nmax_connections = 40\nrecovery_init_sync_method = syncfs\n`;
  writeFileSync(join(data, 'postgresql.auto.conf'), settings);
  const url = (name: string): string =>
    `postgres://test@localhost/${name}?host=${encodeURIComponent(socket)}`;
  let server: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    const [program = '', ...args] = [...asUser, join(PROGRAMS, 'postgres'), '-D', data];
    server = spawn(program, args, { stdio: 'ignore' });
    await untilAnswers(url('postgres'));
  };
  process.on('exit', () => server?.kill('SIGQUIT'));
  await start();
  return {
    database: async () => {
      const name = `t${randomBytes(6).toString('hex')}`;
      await once(url('postgres'), `CREATE DATABASE ${name}`);
      return url(name);
    },
    kill: () => end('SIGQUIT'),
    start,
    stop: () => end('SIGINT'),
    pid: () => server?.pid ?? 0,
  };
}

/** Runs one statement on a connection of its own. */
export async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** PostgreSQL does not run as root: then the folders go to Debian's user for it. */
function unprivileged(folders: readonly string[]): readonly string[] {
  if (!existsSync(PROGRAMS)) throw new Error(`no PostgreSQL in ${PROGRAMS}: npm test installs it`);
  if (process.getuid?.() !== 0) return [];
  const ids = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout),
  );
  const [uid = Number.NaN, gid = Number.NaN] = ids;
  if (!Number.isInteger(uid) || uid === 0) throw new Error('there is no user postgres');
  for (const folder of folders) chownSync(folder, uid, gid);
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

function run(asUser: readonly string[], program: string, args: readonly string[]) {
  const [command = '', ...rest] = [...asUser, join(PROGRAMS, program), ...args];
  return spawnSync(command, rest, { encoding: 'utf8', cwd: '/' });
}

async function untilAnswers(url: string): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      return await once(url, 'SELECT 1');
    } catch (error) {
      if (i === START_TRIES) throw error;
      await sleep(50);
    }
  }
}
