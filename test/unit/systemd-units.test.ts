import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OVERWRITE_FREED, packageFolder, readWatchdogPolicy } from '../../config/index.ts';
import { RESTART_EXIT_CODE } from '../../device-daemon/main.ts';
import { RESTART_SCREEN_FILE } from '../../device-daemon/watch-screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = join(packageFolder(), 'setup', 'systemd');
const unit = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** All values of an assignment, in order. */
function valuesOf(text: string, key: string): string[] {
  return text.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}

test('systemd finds nothing wrong with the units', () => {
  const copies = join(temporaryFolder(), 'units');
  mkdirSync(copies);
  const names = readdirSync(folder).filter((name) => /\.(service|path)$/.test(name));
  assert.is(names.length, 4);
  for (const name of names) {
    // A program that is not on this machine is no fault of the unit.
    const text = unit(name).replace(/\/usr\/bin\/(node|cage|chromium)/g, (path) =>
      existsSync(path) ? path : '/bin/true',
    );
    writeFileSync(join(copies, name), text);
  }
  const checked = spawnSync('systemd-analyze', ['verify', ...names.map((name) => join(copies, name))], {
    encoding: 'utf8',
  });
  assert.is(checked.stderr.trim(), '');
  assert.is(checked.status, 0);
});

test('the daemon is locked in as far as it bears', () => {
  const path = join(folder, 'kiosk.service');
  const judged = spawnSync(
    'systemd-analyze',
    ['security', '--offline=yes', '--threshold=25', '--no-pager', path],
    {
      encoding: 'utf8',
    },
  );
  assert.is(judged.status, 0, judged.stdout.split('\n').slice(-3).join(' '));
});

test('nothing of daemon or screen may be swapped', () => {
  for (const name of ['kiosk.service', 'kiosk-screen.service'])
    assert.equal(valuesOf(unit(name), 'MemorySwapMax'), ['0'], name);
});

test('what the units say is what the daemon does', () => {
  const kiosk = unit('kiosk.service');
  assert.ok(valuesOf(kiosk, 'Environment').includes(`GLIBC_TUNABLES=${OVERWRITE_FREED.GLIBC_TUNABLES}`));
  assert.equal(valuesOf(kiosk, 'RestartForceExitStatus'), [String(RESTART_EXIT_CODE)]);
  assert.equal(valuesOf(kiosk, 'Type'), ['notify']);
  // systemd must not lose patience before the board: a restarted daemon mends less than a restarted kiosk.
  const watchdogMs = Number(valuesOf(kiosk, 'WatchdogSec')[0]) * 1000;
  assert.ok(watchdogMs >= readWatchdogPolicy().boardWithinMs);
  const data = valuesOf(kiosk, 'Environment').find((line) => line.startsWith('KIOSK_DATA='));
  const wish = join(data?.slice('KIOSK_DATA='.length) ?? '', RESTART_SCREEN_FILE);
  assert.equal(valuesOf(unit('kiosk-screen-restart.path'), 'PathModified'), [wish]);
});

test('no process that sees a person leaves a core', () => {
  for (const name of ['kiosk.service', 'kiosk-screen.service'])
    assert.equal(valuesOf(unit(name), 'LimitCORE'), ['1']);
});

test.run();
