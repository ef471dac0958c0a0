import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openServiceNotify } from '../../device-daemon/watchdog/index.ts';
import { eventually } from '../support/eventually.ts';
import { openNotifySocket } from '../support/notify-socket.ts';

test('systemd is told over its own socket', async () => {
  const socket = await openNotifySocket();
  try {
    // sd_notify reads the address from the process's own environment.
    process.env.NOTIFY_SOCKET = socket.path;
    const wrong: string[] = [];
    const systemd = openServiceNotify({ ...process.env, WATCHDOG_USEC: '120000000' }, (line) =>
      wrong.push(JSON.stringify(line)),
    );
    assert.is(systemd.watchdogMs, 120_000);
    systemd.tell('READY=1', 'STATUS=serving');
    await eventually('both words', () => socket.heard().includes('READY=1\nSTATUS=serving'));
    systemd.tell('WATCHDOG=1');
    await eventually('the kick', () => socket.heard().includes('WATCHDOG=1'));
    assert.equal(wrong, []);
  } finally {
    delete process.env.NOTIFY_SOCKET;
    socket.close();
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
