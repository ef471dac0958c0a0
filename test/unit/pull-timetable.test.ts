import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LeasedTurns, type LeaseOffice, OwnTurns, waitAfter } from '../../county-desk/pull/index.ts';

const PACE = { everyMs: 60_000, mostMs: 3_600_000 };

test('a wait is within 20 % of the pace, doubles with each failure, and has an end', () => {
  assert.is(
    waitAfter(0, PACE, () => 0),
    48_000,
  );
  assert.is(
    waitAfter(0, PACE, () => 1),
    72_000,
  );
  assert.equal(
    [1, 2, 3].map((failures) => waitAfter(failures, PACE, () => 0.5)),
    [120_000, 240_000, 480_000],
  );
  assert.is(
    waitAfter(1000, PACE, () => 0.5),
    PACE.mostMs,
  );
});

test('one process takes each kiosk at once, then when its wait is over, and nobody twice', async () => {
  let now = 1000;
  const turns = new OwnTurns(() => now);
  await turns.enlist(['a', 'b', 'c']);
  assert.equal(await turns.take(2), ['a', 'b']);
  assert.equal(await turns.take(2), ['c']);
  assert.equal(await turns.take(2), []);
  await turns.give('b', 500);
  await turns.give('a', 400);
  await turns.enlist(['a', 'b', 'c']);
  now += 399;
  assert.equal(await turns.take(2), []);
  now += 200;
  assert.equal(await turns.take(2), ['a', 'b']);
});

test('several processes go by leases, with times in ISO', async () => {
  const asked: unknown[][] = [];
  const office: LeaseOffice = {
    enlist: async (kiosks) => {
      asked.push(['enlist', ...kiosks]);
    },
    lease: async (...args) => {
      asked.push(['lease', ...args]);
      return [{ kiosk: 'a' }];
    },
    release: async (...args) => {
      asked.push(['release', ...args]);
    },
  };
  const turns = new LeasedTurns(office, 'county:1', 100, () => 0);
  await turns.enlist(['a']);
  assert.equal(await turns.take(5), ['a']);
  await turns.give('a', 1000);
  assert.equal(asked, [
    ['enlist', 'a'],
    ['lease', 'county:1', 5, '1970-01-01T00:00:00.000Z', 100],
    ['release', 'county:1', 'a', '1970-01-01T00:00:01.000Z'],
  ]);
});

test.run();
