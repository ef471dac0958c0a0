import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { ROSTER_CSV_HEADER } from '../../domain/index.ts';
import { DEVICE } from '../support/county-fixture.ts';
import { madeUpCounty, sealedVisit, writeAndMirror } from '../support/made-up-county.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const county = await madeUpCounty(12);
const [one] = county.rows;
if (one === undefined) throw new Error('there are people');
await writeAndMirror(
  county,
  [await sealedVisit(county, one, '2026-10-20T02:00:00.000Z')],
  '2026-10-21T00:00:00.000Z',
);
const base = temporaryFolder();
const database = join(county.countyFolder, 'county.db');

/** Runs `county` as an officer would. */
function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageFolder(), 'bin', 'county.js'), ...args],
    {
      encoding: 'utf8',
      input,
      env: { ...process.env, COUNTY_DATA: county.countyFolder, COUNTY_DATABASE_URL: '' },
      timeout: 60_000,
    },
  );
  return { status, stdout, stderr };
}

function fine(args: readonly string[], input = ''): string {
  const done = run(args, input);
  assert.is(done.status, 0, `${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

function refused(code: string, args: readonly string[], input = ''): string {
  const done = run(args, input);
  assert.is(done.status, 1, args.join(' '));
  assert.match(done.stderr, code);
  return done.stdout;
}

test('a roster is taken whole, or without its bad rows when that is asked for', () => {
  const csv = join(base, 'people.csv');
  const lines = county.rows.map((row) => Object.values(row).join(','));
  writeFileSync(csv, [ROSTER_CSV_HEADER, ...lines, '12345,坏行,,,样例镇,,other,active'].join('\n'));
  refused('E-COUNTY-006', ['roster', 'take', csv]);
  assert.match(fine(['roster', 'take', csv, '--skip-bad-rows']), 'taken: version 1, 12 rows, 1 rejected');
  assert.match(readFileSync(`${csv}.rejected.csv`, 'utf8'), '14,"id_number');
});

test('a rebuild fills the store; the figures stand in tables and in canonical JSON', () => {
  assert.match(fine(['rebuild']), /: [1-9] entries\nrebuilt: 1 kiosks, roster version 1, 1 acts\n$/);
  assert.match(fine(['check']), 'checked: 1 kiosks, 0 incomplete');
  const at = ['figures', '--as-of', '2027-01-01T00:00:00Z'];
  const tables = fine(at);
  for (const wanted of ['统计截至 2027-01-01 08:00', '已确认', DEVICE]) assert.match(tables, wanted);
  const json = fine([...at, '--json']);
  const figures = JSON.parse(json);
  assert.is(figures.total.tally.states.confirmed, 1);
  assert.is(figures.total.tally.roster, 12);
  fine(['rebuild', '--anew']);
  assert.ok(fine([...at, '--json']) === json);
  refused('E-COUNTY-082', ['figures', '--as-of', 'tomorrow']);
  for (const { name, idNumber } of county.rows) {
    assert.not.match(tables, name);
    assert.not.match(json, idNumber);
  }
});

test('a person is shown without a name; opened only with a reason, which stands in the ledger', () => {
  const person = county.digest(one);
  const shown = fine(['person', '--id-number', '-'], `${one.idNumber}\n`);
  assert.match(shown, `person: ${person}\nstate: confirmed`);
  for (const personal of [one.name, one.idNumber, one.phone]) assert.not.match(shown, personal);
  assert.is(fine(['person', person]), shown);
  assert.not.match(refused('E-COUNTY-078', ['person', person, '--open']), one.name);
  assert.match(fine(['person', person, '--open', '--reason', '电话核实']), one.name);
  refused('E-COUNTY-084', ['person', 'ab'.repeat(32)]);
  refused('E-COUNTY-084', ['person', '--id-number', '123']);
  const held = new Database(database).prepare('SELECT body FROM act ORDER BY seq DESC LIMIT 1').get([]);
  const body = JSON.stringify(held);
  for (const wanted of ['opened', '电话核实', 'cli:', person]) assert.match(body, wanted);
});

test('a row that is lost is found, and a rebuild puts it back', () => {
  const spoilt = new Database(database);
  spoilt.exec('DELETE FROM entry WHERE seq = 1');
  spoilt.close();
  refused('E-COUNTY-083', ['check']);
  fine(['rebuild', '--anew']);
  fine(['check']);
  assert.ok(existsSync(database));
});

test('a log that is not as it was signed ends a rebuild with a code', () => {
  const path = join(county.countyFolder, 'mirror', DEVICE, 'heads.jsonl');
  const kept = readFileSync(path);
  writeFileSync(path, '');
  assert.match(refused('E-COUNTY-081', ['rebuild', '--anew']), 'rebuilt: 0 kiosks');
  writeFileSync(path, kept);
  fine(['rebuild']);
});

test.run();
