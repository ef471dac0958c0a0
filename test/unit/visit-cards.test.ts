import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ChartBench } from '../property/chart-bench.ts';
import type { Happening } from '../property/chart-happenings.ts';

/** The screen after all of this happened in turn. */
async function after(...happenings: readonly Happening[]): Promise<string> {
  const bench = new ChartBench();
  try {
    for (const what of happenings) await bench.happen(what);
    return bench.now().screen.screen;
  } finally {
    bench.stop();
  }
}

const IDLE: readonly Happening[] = ['settle outage none'];
const GREETED: readonly Happening[] = [
  ...IDLE,
  'hardware card-inserted',
  'settle readCard good',
  'settle lookUp active',
];
/** Lifted, and not brought back in time. */
const LEFT: readonly Happening[] = [
  ...GREETED,
  'hardware card-removed',
  'time',
  'settle logAbandoned logged',
];

test('a card whose photo nobody could decode leads to staff, who look at the card itself', async () => {
  const read: readonly Happening[] = ['hardware card-inserted', 'settle readCard no-photo'];
  assert.is(await after(...IDLE, ...read, 'settle lookUp active', 'act 0'), 'staff-call');
});

test('a card that comes while the visit before is wiped begins the next visit', async () => {
  assert.is(
    await after(...LEFT, 'hardware card-inserted', 'settle wipe wiped', 'settle outage none'),
    'reading',
  );
});

test('a card that comes while the visit before is wiped and goes again begins nothing', async () => {
  const came: readonly Happening[] = ['hardware card-inserted', 'hardware card-removed'];
  assert.is(await after(...LEFT, ...came, 'settle wipe wiped', 'settle outage none'), 'idle');
});

test('a card laid on while the device is out of service is read when it serves again', async () => {
  const out: readonly Happening[] = ['settle outage outage', 'hardware card-inserted'];
  assert.is(await after(...out, 'hardware reader-ready', 'settle outage none'), 'reading');
  assert.is(
    await after(...out, 'hardware card-removed', 'hardware reader-ready', 'settle outage none'),
    'idle',
  );
});

test("another person's card announced while the kiosk asks 还在吗 never continues the visit", async () => {
  const asked: readonly Happening[] = [...GREETED, 'time'];
  assert.is(await after(...asked), 'still-there');
  const announced: readonly Happening[] = [...asked, 'hardware card-inserted'];
  assert.is(await after(...announced, 'settle readCard good'), 'greeting');
  assert.is(
    await after(
      ...announced,
      'settle readCard another-person',
      'settle logAbandoned logged',
      'settle wipe wiped',
      'settle outage none',
    ),
    'reading',
  );
});

test.run();
