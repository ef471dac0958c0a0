import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sendRequest } from '../support/web-browser.ts';

const folder = join(temporaryFolder(), 'county');
const env = { ...process.env, COUNTY_DATA: folder, COUNTY_DATABASE_URL: '' };
const program = join(packageFolder(), 'bin', 'county.js');

const test = suite('county serve');
let serve: ChildProcess | undefined;
let url = '';

test.after(() => {
  serve?.kill('SIGKILL');
});

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** Runs a command to its end. */
function county(...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { env, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ status: error === null ? 0 : Number(error.code), said: stdout + stderr });
    });
  });
}

/** Starts `county serve` on a free port; resolved with its first line that holds an address. */
function start(): Promise<string> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  serve = child;
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /"url":"([^"]+)"/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
}

test('from nothing to an officer at the desk, by commands alone', async () => {
  assert.is((await county('init', '--name', '样例县')).status, 0);
  const made = await county('account', 'add', 'wang', '--role', 'officer');
  assert.is(made.status, 0, made.said);
  const password = /first password: (\S+)/.exec(made.said)?.[1] ?? '';
  const secret = /second factor: (\S+)/.exec(made.said)?.[1] ?? '';
  assert.is(made.said.match(/^ {2}[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/gm)?.length, 10, 'ten recovery codes');
  assert.match(made.said, '█', 'a QR code');

  url = await start();
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const { host, port } = new URL(url);
  const code = TOTP.generate({ secret: Secret.fromBase32(secret) });
  const form = { host, origin: url, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ account: 'wang', password, code }).toString();
  const answer = await sendRequest(Number(port), 'POST', '/login', form, body);
  assert.is(answer.status, 303);
  assert.is(answer.headers.location, '/account');
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const account = () => sendRequest(Number(port), 'GET', '/account', { host, cookie }, undefined);
  assert.is((await account()).status, 200);

  // Another process closes the account while the desk runs, and both write into the one ledger.
  const closed = await county('account', 'close', 'wang');
  assert.is(closed.status, 0, closed.said);
  assert.is((await account()).status, 303);
});

test('a second desk on the same port says so, and the first one ends when it is told', async () => {
  const second = await county('serve', '--port', new URL(url).port);
  assert.is(second.status, 1);
  assert.match(second.said, 'E-COUNTY-130');
  const ended = new Promise<number | null>((resolve) => serve?.once('exit', resolve));
  serve?.kill('SIGTERM');
  assert.is(await ended, 0);
});

test.run();
