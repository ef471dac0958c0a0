import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type LadderDevice, readRecoveryLadder } from '../../config/index.ts';
import { DeviceRespawns } from '../../device-daemon/bridge-link/device-respawns.ts';
import type { DeviceReport } from '../../domain/index.ts';
import { boardWithout } from '../../firmware-bridge/board/index.ts';
import { eventually } from '../support/eventually.ts';

const WITHIN_MS = 200;

/** Two respawns in 200 ms for each device. */
function respawns(busy: () => boolean = () => false): { made: DeviceRespawns; ended: LadderDevice[] } {
  const { devices } = readRecoveryLadder();
  const short = { times: 2, withinMs: WITHIN_MS, waitMs: 1000 };
  const ended: LadderDevice[] = [];
  const made = new DeviceRespawns({
    data: {
      reader: { ...devices.reader, respawn: short },
      printer: { ...devices.printer, respawn: short },
      board: { ...devices.board, respawn: short },
    },
    busy,
    log: () => undefined,
    respawn: (device) => {
      ended.push(device);
      made.bridgeDied();
    },
  });
  return { made, ended };
}

test('a device gets its respawns, is then out of service, and comes back by itself when the budget has one again', async () => {
  const { made, ended } = respawns();
  for (let i = 0; i < 2; i++) made.wanted('reader', 'E-CARD-009');
  assert.equal(ended, ['reader', 'reader']);
  assert.is(made.outOfService('reader'), null);
  made.wanted('reader', 'E-CARD-009');
  assert.is(made.outOfService('reader'), 'E-CARD-009');
  assert.is(made.outOfService('printer'), null);
  await eventually('another respawn', () => ended.length === 3);
  assert.is(made.outOfService('reader'), null);
  made.stop();
});

test('a device out of service that works again is in service at once, and costs no bridge later', async () => {
  const { made, ended } = respawns();
  for (let i = 0; i < 3; i++) made.wanted('reader', 'E-CARD-012');
  made.well('reader');
  assert.is(made.outOfService('reader'), null);
  await new Promise((resolve) => setTimeout(resolve, 2 * WITHIN_MS));
  assert.is(ended.length, 2);
  made.stop();
});

test('bridges ended for late answers count too; the reader is back on trial after a while', async () => {
  const { made, ended } = respawns();
  for (let i = 0; i < 3; i++) made.spent('reader', 'E-BRIDGE-002');
  assert.is(made.outOfService('reader'), 'E-BRIDGE-002');
  await eventually('the trial', () => made.outOfService('reader') === null);
  assert.equal(ended, []);
  made.stop();
});

test('printer and board cost no bridge while somebody is here', async () => {
  let here = true;
  const { made, ended } = respawns(() => here);
  made.wanted('printer', 'E-PRINT-006');
  made.wanted('reader', 'E-CARD-009');
  assert.equal(ended, ['reader']);
  made.wanted('board', 'E-BRIDGE-003');
  here = false;
  await eventually('the respawn for the board', () => ended.includes('board'));
  made.stop();
});

test('the report tells of respawns that the bridge cannot know of', () => {
  const { made } = respawns();
  for (let i = 0; i < 3; i++) made.wanted('board', 'E-BRIDGE-003');
  const counts = { now: 'well', retry: 1, flush: 0, reopen: 0, respawn: 0 } as const;
  const report: DeviceReport = {
    reader: {
      profile: 'pcsc-paged',
      state: { reader: 'gone', card: 'none', name: '' },
      sam: null,
      decoder: { name: 'none', code: null, detail: '' },
      code: null,
      detail: '',
    },
    printer: { profile: 'escpos-80', status: null, code: null, detail: '' },
    board: boardWithout(null),
    ladders: [
      { device: 'reader', ...counts },
      { device: 'board', ...counts },
    ],
  };
  assert.equal(made.inReport(report).ladders, [
    { device: 'reader', ...counts },
    { device: 'board', ...counts, now: 'out-of-service', respawn: 2 },
  ]);
  made.stop();
});

test.run();
