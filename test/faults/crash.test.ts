import { randomUUID } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { crash } from './crash/run.ts';
import { summaryOf, violationsOf } from './crash/summary.ts';

const KILLS = 10;

test(`${KILLS} power cuts in visits: nothing lost that was shown as done, nothing half, nothing double`, async () => {
  const seed = process.env.CRASH_SEED ?? randomUUID().slice(0, 8);
  const report = await crash(KILLS, seed, () => undefined);
  console.log(summaryOf(report, seed));
  assert.equal(violationsOf(report), []);
  assert.is(report.kills, KILLS);
  // Cuts that all came before or after the append would prove nothing.
  assert.ok(report.doneShown > 0 && report.doneShown < KILLS, `${report.doneShown} done`);
});

test.run();
