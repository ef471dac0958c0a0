import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readMirroredLog } from '../../county-desk/rebuild/index.ts';
import { codeOf, DEVICE, must } from '../support/county-fixture.ts';
import {
  figuresJson,
  type MadeUpCounty,
  madeUpCounty,
  openDeskOf,
  sealedVisit,
  type Written,
  writeAndMirror,
} from '../support/made-up-county.ts';
import { startPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const server = await startPostgres();
const END = '2027-03-01T00:00:00.000Z';

/** So many visits of one after another, from the first of a month on. */
async function visits(county: MadeUpCounty, from: number, to: number, month: string): Promise<Written[]> {
  const written: Written[] = [];
  for (const [i, row] of county.rows.slice(from, to).entries()) {
    const at = `${month}-01T0${Math.floor(i / 60)}:${String(i % 60).padStart(2, '0')}:00.000Z`;
    const outcome = i % 5 === 0 ? 'DECLINED_ALL' : 'CONFIRMED_FACE';
    written.push(await sealedVisit(county, row, at, { outcome }));
  }
  return written;
}

test('a rebuild from what is kept gives byte-same figures, on both databases, at every instant', async () => {
  const county = await madeUpCounty(40);
  const desk = await openDeskOf(county);
  await desk.takeRoster();
  await writeAndMirror(county, await visits(county, 0, 20, '2026-10'), '2026-10-02T00:00:00.000Z');
  await desk.rebuild();
  const [first, second] = county.rows.slice(30);
  if (first === undefined || second === undefined) throw new Error('there are forty people');
  await desk.acts.append('zhang', {
    act: 'confirmed-elsewhere',
    person: county.digest(first),
    year: 2026,
    method: 'home-visit',
    means: 'other',
    on: '2026-10-20',
    source: 'handheld',
  });
  await writeAndMirror(county, await visits(county, 15, 25, '2026-11'), '2026-11-02T00:00:00.000Z');
  await desk.rebuild();
  const instants = ['2026-10-01T00:10:00.000Z', '2026-11-15T00:00:00.000Z', END];
  const original = await Promise.all(instants.map((asOf) => figuresJson(desk.store, asOf)));
  assert.is(new Set(original).size, 3);
  await desk.close();

  for (const url of [undefined, await server.database()]) {
    const anew = await openDeskOf(county, temporaryFolder(), url);
    const done = await anew.rebuild();
    assert.equal(done.refused, []);
    assert.equal(done.incomplete, []);
    assert.is(done.acts, 2);
    assert.is(done.rosterVersion, 1);
    for (const [i, asOf] of instants.entries())
      assert.ok((await figuresJson(anew.store, asOf)) === original[i], `${url ?? 'SQLite'} at ${asOf}`);
    // Once more, and after the view was emptied: the same again.
    await anew.rebuild();
    await anew.store.clear();
    await anew.rebuild();
    assert.ok((await figuresJson(anew.store, END)) === original[2]);
    await anew.close();
  }
});

test('a log that is not as it was signed is left out and named; the rest is rebuilt', async () => {
  const county = await madeUpCounty(3);
  const desk = await openDeskOf(county);
  await desk.takeRoster();
  await writeAndMirror(county, await visits(county, 0, 3, '2026-10'), '2026-10-02T00:00:00.000Z');
  const mirror = join(county.countyFolder, 'mirror', DEVICE);
  const checkpoint = readFileSync(join(mirror, 'checkpoint'), 'utf8');
  const size = Number(checkpoint.split('\n')[1]);
  const bundle = join(mirror, 'tile', 'entries', `000.p`, String(size));
  const bytes = readFileSync(bundle);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  const good = readFileSync(bundle);
  writeFileSync(bundle, bytes);
  const { refused } = await desk.rebuild();
  assert.equal(
    refused.map(({ kiosk, error }) => [kiosk, error.code]),
    [[DEVICE, 'E-COUNTY-081']],
  );
  assert.is(await desk.store.entryCount(DEVICE), 0);
  assert.is(await desk.store.rosterVersion(), 1);
  writeFileSync(bundle, good);
  assert.is(must(readMirroredLog(county.countyFolder, DEVICE))?.heads.length, 1);
  // A head that the ledger of heads does not name, a key that nobody enrolled, a device that nobody knows.
  appendFileSync(join(mirror, 'heads.jsonl'), `${JSON.stringify({ at: END, note: 'none' })}\n`);
  assert.is(must(readMirroredLog(county.countyFolder, DEVICE))?.heads.length, 1);
  writeFileSync(join(mirror, 'heads.jsonl'), '');
  assert.is(codeOf(readMirroredLog(county.countyFolder, DEVICE)), 'E-COUNTY-081');
  writeFileSync(join(mirror, 'checkpoint'), checkpoint.replace(`\n${size}\n`, `\n${size - 1}\n`));
  assert.is(codeOf(readMirroredLog(county.countyFolder, DEVICE)), 'E-COUNTY-081');
  await desk.close();
});

test('a kept roster that was altered or lost is an error, not another roster', async () => {
  const county = await madeUpCounty(3);
  const desk = await openDeskOf(county);
  await desk.takeRoster();
  await desk.takeRoster();
  assert.is(await desk.store.rosterVersion(), 2);
  const path = join(county.countyFolder, 'rosters', '2.jsonl');
  const kept = readFileSync(path, 'utf8');
  writeFileSync(path, kept.replace('active', 'deceased'));
  await desk.store.clear();
  const altered = await desk.rebuild().catch((error: unknown) => error);
  assert.match(String(altered), 'E-COUNTY-077');
  writeFileSync(path, kept);
  await desk.rebuild();
  assert.is(await desk.store.rosterVersion(), 2);
  // No name, number or telephone of anybody stands in it.
  for (const { idNumber, name, phone } of county.rows)
    for (const personal of [idNumber, name, phone]) assert.not.match(kept, personal);
  await desk.close();
});

test.after(() => server.stop());
test.run();
