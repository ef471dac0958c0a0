import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Overview } from '../../county-desk/web/overview/overview.ts';
import { openWebCounty, visitOf, type WebCounty } from '../support/web-county.ts';

const test = suite('web overview');
let county: WebCounty;
let reads = 0;
let overview: Overview;

test.before.each(async () => {
  county = await openWebCounty({ people: 4 });
  reads = 0;
  const { store } = county;
  const counted = Object.create(store, {
    persons: {
      value: (year: number, asOf: string) => {
        reads += 1;
        return store.persons(year, asOf);
      },
    },
  });
  overview = new Overview(counted, county.parts.campaign, () => county.now);
});
test.after.each(() => county.close());

function digest(i: number): string {
  const row = county.rows[i];
  if (row === undefined) throw new Error(`there is no person ${i}`);
  return county.digestOf(row);
}

test('many pages at once read everybody once', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => overview.everybody()));
  assert.is(reads, 1);
  assert.is(all[0]?.lines.size, 4);
  assert.is(all[0]?.figures.total.tally.roster, 4);
});

test('what an officer did is there at once, what a kiosk brought within a minute', async () => {
  const before = await overview.everybody();
  assert.is(before.lines.get(digest(0))?.confirmed, null);
  await county.happen('kiosk-990000-01', [visitOf(digest(0)), visitOf(digest(1))]);
  await overview.renew(digest(0));
  const after = await overview.everybody();
  assert.ok(after.lines.get(digest(0))?.confirmed);
  assert.is(after.lines.get(digest(1))?.confirmed, null, 'not read again yet');
  assert.is(reads, 1);
  county.now += 61_000;
  await overview.everybody();
  assert.is(reads, 2, 'read again behind the page');
  const third = await overview.afresh();
  assert.ok(third.lines.get(digest(1))?.confirmed);
  assert.is(third.figures.total.tally.states.confirmed, 2);
});

test('the overview of yesterday, or of minutes ago, is made anew before it is shown', async () => {
  await overview.everybody();
  await county.happen('kiosk-990000-01', [visitOf(digest(2))]);
  county.now += 6 * 60_000;
  assert.ok((await overview.everybody()).lines.get(digest(2))?.confirmed);
  await county.happen('kiosk-990000-01', [visitOf(digest(3))]);
  county.now = Date.parse('2026-11-28T16:00:01Z');
  const next = await overview.everybody();
  assert.is(next.today, '2026-11-29');
  assert.ok(next.lines.get(digest(3))?.confirmed);
});

test('a person who is renewed while everybody is read is not lost', async () => {
  const reading = overview.everybody();
  await county.happen('kiosk-990000-01', [visitOf(digest(0))]);
  await overview.renew(digest(0));
  assert.ok((await reading).lines.get(digest(0))?.confirmed);
});

test.run();
