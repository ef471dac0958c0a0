import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openRecord, openRoster } from '../../county-desk/opening/index.ts';
import { RosterRow } from '../../domain/index.ts';
import { codeOf, DEVICE, must } from '../support/county-fixture.ts';
import { madeUpCounty, openDeskOf, sealedVisit, writeAndMirror } from '../support/made-up-county.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const county = await madeUpCounty(3);
const desk = await openDeskOf(county);
await desk.takeRoster();
const [one, two] = county.rows;
if (one === undefined || two === undefined) throw new Error('there are three people');
await writeAndMirror(
  county,
  [await sealedVisit(county, one, '2026-10-20T02:00:00.000Z')],
  '2026-10-21T00:00:00.000Z',
);
await desk.rebuild();
const opening = { operator: 'zhang', reason: '电话核实' };

async function lastAct() {
  const count = await desk.store.actCount();
  return (await desk.store.acts(count - 1, 1))[0];
}

test('a row is opened, and the ledger says who opened it and why', async () => {
  const rows = must(await openRoster(desk, [county.digest(one)], opening));
  assert.equal(rows.get(county.digest(one)), one);
  const act = await lastAct();
  assert.is(act?.by, 'zhang');
  assert.equal(act?.data, {
    act: 'opened',
    what: 'roster-row',
    persons: 1,
    person: county.digest(one),
    reason: '电话核实',
  });
});

test('a list is one opening of so many people; whoever is on no roster is left out', async () => {
  const digests = [county.digest(one), county.digest(two), 'ab'.repeat(32)];
  const rows = must(await openRoster(desk, digests, opening, 'list'));
  assert.is(rows.size, 2);
  const act = await lastAct();
  assert.equal(act?.data, { act: 'opened', what: 'list', persons: 3, person: null, reason: '电话核实' });
});

test("a visit's record is opened from the mirror", async () => {
  const facts = await desk.store.person(county.digest(one), 2026, '2027-01-01T00:00:00.000Z');
  const visit = facts?.visits[0];
  if (visit === undefined) throw new Error('the visit is in the store');
  const place = { person: county.digest(one), kiosk: DEVICE, seq: visit.seq };
  const record = must(await openRecord(desk, place, opening));
  assert.is(record.name, one.name);
  assert.is((await lastAct())?.data.act, 'opened');
  const before = await desk.store.actCount();
  assert.is(codeOf(await openRecord(desk, { ...place, seq: 0 }, opening)), 'E-COUNTY-080');
  assert.is(codeOf(await openRecord(desk, { ...place, seq: 99 }, opening)), 'E-COUNTY-080');
  assert.is(codeOf(await openRecord(desk, { ...place, kiosk: 'kiosk-2' }, opening)), 'E-COUNTY-080');
  assert.is(await desk.store.actCount(), before);
});

test('without a reason nothing is opened', async () => {
  const before = await desk.store.actCount();
  for (const reason of ['', ' x ', 'x'.repeat(501)])
    assert.is(codeOf(await openRoster(desk, [county.digest(one)], { ...opening, reason })), 'E-COUNTY-078');
  assert.is(await desk.store.actCount(), before);
});

test('an opening that cannot be written down opens nothing', async () => {
  const noDisk = () => Promise.reject(new Error('no disk'));
  const acts = { append: noDisk, appendAll: noDisk, close: noDisk };
  const broken = { ...desk, acts };
  const error = await openRoster(broken, [county.digest(one)], opening).catch((reason: unknown) => reason);
  assert.match(String(error), 'no disk');
});

test('the stock age program opens a row too', async () => {
  const path = join(temporaryFolder(), 'row.age');
  const sealed = (await desk.store.sealedRow(county.digest(two))) ?? '';
  writeFileSync(path, Buffer.from(sealed, 'base64'));
  const opened = execFileSync('age', ['-d', '-i', join(county.countyFolder, 'keys', 'records.agekey'), path]);
  assert.equal(RosterRow.parse(JSON.parse(opened.toString('utf8'))), two);
});

test('without the identity nothing is opened and the error says which file', async () => {
  const path = join(county.countyFolder, 'keys', 'records.agekey');
  renameSync(path, `${path}.away`);
  assert.is(codeOf(await openRoster(desk, [county.digest(one)], opening)), 'E-COUNTY-079');
  const other = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileSync(path, /AGE-SECRET-KEY-\S+/.exec(other)?.[0] ?? '');
  assert.is(codeOf(await openRoster(desk, [county.digest(one)], opening)), 'E-COUNTY-079');
  renameSync(`${path}.away`, path);
});

test.after(() => desk.close());
test.run();
