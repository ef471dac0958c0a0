import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openServiceNotify } from '../../device-daemon/watchdog/index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('systemd is told over its own socket', async () => {
  const path = join(temporaryFolder(), 'notify');
  const listener = spawn('socat', ['-u', `UNIX-RECV:${path}`, 'STDOUT'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let heard = '';
    listener.stdout.setEncoding('utf8').on('data', (text: string) => {
      heard += `${text}|`;
    });
    await eventually('the socket', () => existsSync(path));
    // sd_notify reads the address from the process's own environment.
    process.env.NOTIFY_SOCKET = path;
    const wrong: string[] = [];
    const systemd = openServiceNotify({ ...process.env, WATCHDOG_USEC: '120000000' }, (line) =>
      wrong.push(JSON.stringify(line)),
    );
    assert.is(systemd.watchdogMs, 120_000);
    systemd.tell('READY=1', 'STATUS=serving');
    await eventually('both words', () => heard.includes('READY=1\nSTATUS=serving'));
    systemd.tell('WATCHDOG=1');
    await eventually('the kick', () => heard.includes('WATCHDOG=1'));
    assert.equal(wrong, []);
  } finally {
    delete process.env.NOTIFY_SOCKET;
    listener.kill('SIGKILL');
  }
});

test('started by anybody else nothing is told, and nothing is wrong', () => {
  const wrong: object[] = [];
  const nobody = openServiceNotify({}, (line) => wrong.push(line));
  assert.is(nobody.watchdogMs, undefined);
  nobody.tell('READY=1');
  assert.equal(wrong, []);
});

test('a watchdog that is meant for another process is none of this one’s', () => {
  const env = { NOTIFY_SOCKET: '@nobody', WATCHDOG_USEC: '1000000', WATCHDOG_PID: '1' };
  assert.is(openServiceNotify(env, () => undefined).watchdogMs, undefined);
});

test.run();
