import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { runAt, type TestDesk, testDesk } from '../support/county-desk.ts';
import { outcomeOf, takeVisits } from '../support/county-visits.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const out = join(temporaryFolder(), 'papers');
let desk: TestDesk;
const refused = async (code: string, ...args: string[]) => {
  const before = await desk.store.actCount();
  const ran = await runAt(desk, ...args);
  assert.is(ran.code, 1, `county ${args.join(' ')}`);
  assert.match(ran.error, code);
  assert.is(await desk.store.actCount(), before, 'nothing is noted of what was refused');
};
const person = (n: number) => desk.people[n]?.person ?? '';

test.before(async () => {
  desk = await testDesk(30);
  desk.setNow('2026-12-01T02:00:00.000Z');
  process.env.COUNTY_OFFICER = 'zhao';
});
test.after(() => desk.close());

test('a list without a name of a list, a reason or an instant is refused, and nothing is opened', async () => {
  await refused('E-COUNTY-108', 'list', 'everybody');
  await refused('E-COUNTY-108', 'list', 'unconfirmed', '--show', 'masked');
  await refused('E-COUNTY-108', 'list', 'unconfirmed', '--show', 'naked', '--reason', '联系');
  await refused('E-COUNTY-108', 'list', 'unconfirmed', '--as-of', '2026-12-01');
  await refused('E-COUNTY-108', 'list', 'unconfirmed', '--as-of', '2026-12-01T02:00:01.000Z');
  await refused('E-COUNTY-108', 'list', 'unconfirmed', '--village', '柳树村');
  await refused('E-COUNTY-108', 'list', 'unconfirmed', '--format', 'docx', '--out', out);
  await refused('E-COUNTY-093', 'list', 'unconfirmed', '--officer', ' ');
});

test('an announcement of the past, of another list or of earlier facts is refused', async () => {
  const list = (...more: string[]) => [
    'list',
    'unconfirmed',
    '--public',
    '--announce',
    '--reason',
    '公告',
    '--out',
    out,
    ...more,
  ];
  await refused('E-COUNTY-108', ...list());
  await refused('E-COUNTY-098', ...list('--from', '2026-11-31'));
  await refused('E-COUNTY-108', ...list('--from', '2026-12-01', '--as-of', '2026-11-30T00:00:00.000Z'));
  await refused('E-COUNTY-108', 'list', 'pending', '--public', '--from', '2026-12-01', '--out', out);
  const ran = await runAt(desk, ...list('--from', '2026-11-30', '--format', 'csv'));
  assert.match(ran.error, 'E-COUNTY-090');
  assert.not(existsSync(out));
});

test('the ledger names the list that was put up by the digest of the file', async () => {
  const ran = await runAt(
    desk,
    'list',
    'unconfirmed',
    '--public',
    '--announce',
    '--reason',
    '公告',
    '--from',
    '2026-12-01',
    '--out',
    out,
    '--format',
    'csv',
  );
  assert.is(ran.code, 0, ran.error);
  const digests = new Set(
    ran.out
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  );
  const acts = (await desk.store.acts(0, 1000)).flatMap(({ data }) =>
    data.act === 'announced' ? [data] : [],
  );
  assert.ok(acts.length > 20);
  for (const { list, from } of acts) {
    assert.ok(digests.has(list));
    assert.is(from, '2026-12-01');
  }
});

test('a paper that cannot be printed starts no announcement', async () => {
  const count = async () =>
    (await desk.store.acts(0, 1000)).filter(({ data }) => data.act === 'announced').length;
  const before = await count();
  const { CHROMIUM } = process.env;
  process.env.CHROMIUM = '/bin/false';
  const ran = await runAt(
    desk,
    'list',
    'unconfirmed',
    '--public',
    '--announce',
    '--reason',
    '公告',
    '--from',
    '2026-12-01',
    '--out',
    out,
    '--format',
    'pdf',
  );
  if (CHROMIUM === undefined) delete process.env.CHROMIUM;
  else process.env.CHROMIUM = CHROMIUM;
  assert.match(ran.error, 'E-COUNTY-105');
  assert.is(await count(), before);
});

test('a step about nobody, of tomorrow, or with a number in its words is refused', async () => {
  const contact = (code: string, ...more: string[]) => [
    'step',
    'contact',
    code,
    '--way',
    'phone',
    '--outcome',
    'reached',
    ...more,
  ];
  await refused('E-COUNTY-106', ...contact('abc', '--on', '2026-12-01'));
  await refused('E-COUNTY-106', ...contact('0000000000', '--on', '2026-12-01'));
  await refused('E-COUNTY-098', ...contact(person(1), '--on', '2026-12-02'));
  await refused('E-COUNTY-098', ...contact(person(1), '--on', '1.12.2026'));
  await refused('E-COUNTY-099', ...contact(person(1), '--on', '2026-12-01', '--words', '改打 199-0000-1234'));
  await refused(
    'E-COUNTY-108',
    'step',
    'contact',
    person(1),
    '--way',
    'pigeon',
    '--outcome',
    'reached',
    '--on',
    '2026-12-01',
  );
  await refused('E-COUNTY-096', 'step', 'recheck', person(1));
  const ran = await runAt(
    desk,
    ...contact(person(1).slice(0, 10), '--on', '2026-12-01', '--words', '约 2026-12-05 来'),
  );
  assert.is(ran.code, 0, ran.error);
});

test('a draw without people, seed or size begins nothing', async () => {
  const draw = (...more: string[]) => ['draw', '--out', out, ...more];
  await refused('E-COUNTY-108', ...draw('--size', '3'));
  await refused('E-COUNTY-100', ...draw('--size', '3', '--seed', 'x'));
  await takeVisits(desk.store, 'kiosk-990000-01', [outcomeOf(person(12), '2026-11-01T02:00:00.000Z')]);
  await refused('E-COUNTY-100', ...draw('--size', '0', '--seed', 'x'));
  await refused('E-COUNTY-100', ...draw('--size', '3', '--seed', 'x', '--factor', '1.5'));
  await refused('E-COUNTY-108', ...draw('--size', '3', '--seed', 'x', '--by', 'colour'));
  await refused(
    'E-COUNTY-101',
    'draw',
    'result',
    person(2),
    '--draw',
    '6f2f0d7e-4f0a-4c3e-9d57-0a52d7d6a001',
    '--result',
    'differs',
    '--on',
    '2026-12-01',
  );
});

test('the seed is in the ledger before anybody is drawn', async () => {
  const ran = await runAt(desk, 'draw', '--size', '1', '--seed', '6 6 6', '--out', out, '--format', 'csv');
  assert.is(ran.code, 0, ran.error);
  const acts = (await desk.store.acts(0, 1000)).map(({ data }) => data);
  const begun = acts.findIndex((act) => act.act === 'draw-begun' && act.seed === '6 6 6');
  const drawn = acts.findIndex((act) => act.act === 'drawn');
  assert.ok(begun >= 0 && drawn > begun);
});

test('a file with bad rows is taken in part only when that is asked for', async () => {
  const file = join(desk.folder, 'app.csv');
  writeFileSync(
    file,
    `id_number,confirmed_on,method,means\n${desk.people[3]?.row.idNumber},2026-11-05,online,face\n1,2,3,4\n`,
  );
  const take = ['exchange', 'elsewhere', file, '--source', 'app'];
  await refused('E-COUNTY-107', ...take);
  await refused('E-COUNTY-008', 'exchange', 'elsewhere', `${file}.not`, '--source', 'app');
  const ran = await runAt(desk, ...take, '--take-good-rows');
  assert.match(ran.out, 'confirmed: 1, known before: 0');
});

test('a sheet is of this moment, and one that was altered since is none', async () => {
  await refused(
    'E-COUNTY-108',
    'report',
    'suspension-sheet',
    '--out',
    out,
    '--as-of',
    '2026-12-01T00:00:00.000Z',
  );
  await refused('E-COUNTY-095', 'report', 'suspension-sheet', '--out', out);
  for (const n of [1, 4])
    await runAt(
      desk,
      'step',
      'contact',
      person(n),
      '--way',
      'visit',
      '--outcome',
      'not-reached',
      '--on',
      '2026-12-01',
    );
  desk.setNow('2027-01-29T15:59:59.000Z');
  await refused('E-COUNTY-095', 'report', 'suspension-sheet', '--out', out);
  desk.setNow('2027-01-29T16:00:00.000Z');
  const made = await runAt(desk, 'report', 'suspension-sheet', '--out', out, '--format', 'csv');
  assert.is(made.code, 0, made.error);
  const sheet = /sheet: (\S+)/.exec(made.out)?.[1] ?? '';
  const path = join(desk.folder, 'sheets', `${sheet}.json`);
  const whole = readFileSync(path, 'utf8');
  const approve = ['approve', sheet, '--approver', 'qian', '--out', out, '--format', 'csv'];
  writeFileSync(path, whole.replace('cli:zhao', 'cli:sun'));
  await refused('E-COUNTY-109', ...approve);
  await refused('E-COUNTY-109', 'approve', 'f'.repeat(64), '--approver', 'qian', '--out', out);
  writeFileSync(path, whole);
  await refused('E-COUNTY-094', 'approve', sheet, '--approver', 'zhao', '--out', out, '--format', 'csv');
  // One of the two comes between the printing and the approval, to a kiosk whose clock is a day ahead.
  await takeVisits(desk.store, 'kiosk-990000-02', [outcomeOf(person(4), '2027-01-30T16:00:00.000Z')]);
  const approved = await runAt(desk, ...approve);
  assert.match(approved.out, 'approved: 1, taken off: 1, from 2027-02');
  const paper = readdirSync(out).find((name) => name.startsWith('suspension-approved')) ?? '';
  assert.match(readFileSync(join(out, paper), 'utf8'), '已确认');
});

test.run();
