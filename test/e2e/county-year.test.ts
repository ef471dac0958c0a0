import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { recordIdOf } from '../../county-desk/exchange/index.ts';
import { makeList } from '../../county-desk/lists/index.ts';
import type { PersonFacts } from '../../county-desk/persons/index.ts';
import { openHits, pendingVisit } from '../../county-desk/steps/index.ts';
import { DESK_CAMPAIGN, type Ran, runAt, type TestDesk, testDesk } from '../support/county-desk.ts';
import { playSeason, type Season } from '../support/county-season.ts';
import { outcomeOf, takeVisits } from '../support/county-visits.ts';
import { daysOfCommands, jsonBlockOf } from '../support/docs-commands.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PAGE = 'county.md';
const folder = temporaryFolder();
mkdirSync(folder, { recursive: true });
process.chdir(folder);

/** Every command of the year with what it wrote, in order. */
const year: { readonly day: string; readonly command: string; readonly ran: Ran }[] = [];
let desk: TestDesk;
let season: Season;

const ranOf = (start: string): Ran => {
  const found = year.find(({ command }) => command.startsWith(start));
  if (found === undefined) throw new Error(`no command ${start}`);
  return found.ran;
};
const everybody = async (): Promise<PersonFacts[]> => {
  const all: PersonFacts[] = [];
  for await (const facts of desk.store.persons(2026, desk.now())) all.push(facts);
  return all;
};
const lines = async (name: 'unconfirmed' | 'recheck') => {
  const today = desk.now().slice(0, 10);
  return makeList(name, await everybody(), { campaign: DESK_CAMPAIGN, asOf: desk.now(), today });
};
const fileOf = (folderName: string, start: string): string => {
  const name = readdirSync(folderName).find((one) => one.startsWith(start));
  if (name === undefined) throw new Error(`no file ${folderName}/${start}`);
  return readFileSync(`${folderName}/${name}`, 'utf8');
};

/** What the reader of the page puts in for a name, looked up as an officer would when it is needed. */
async function filledIn(name: string): Promise<string> {
  const unreached = async (n: number) =>
    (await lines('unconfirmed')).filter(
      (line) => line.township === '青山乡' && line.notes[0]?.values.reason === 'U16',
    )[n]?.person ?? '';
  const waiting = async () =>
    (await everybody()).flatMap((facts) => pendingVisit(facts, DESK_CAMPAIGN) ?? [])[0];
  switch (name) {
    case 'WAITING':
      return (await waiting())?.person ?? '';
    case 'VISIT':
      return (await waiting())?.visit.visit ?? '';
    case 'CONFIRMED':
      return ((await lines('recheck'))[0]?.person ?? '').slice(0, 10);
    case 'HIT':
      return season.named;
    case 'TASK':
      return (
        openHits((await everybody()).find(({ person }) => person === season.named) ?? never('HIT'))[0]
          ?.task ?? ''
      );
    case 'UNREACHED':
      return unreached(0);
    case 'AWAY':
      return desk.people.at(-1)?.person ?? '';
    case 'DRAWN':
      return (await everybody()).find(({ acts }) => acts.some(({ act }) => act === 'drawn'))?.person ?? '';
    case 'DRAW':
      return /draw: (\S+)/.exec(ranOf('draw --size').out)?.[1] ?? '';
    case 'SHEET':
      return /sheet: (\S+)/.exec(ranOf('report suspension-sheet').out)?.[1] ?? '';
    case 'SUSPENDED':
      return (
        (await everybody()).find(({ acts }) => acts.some(({ act }) => act === 'suspension-approved'))
          ?.person ?? ''
      );
    default:
      return never(name);
  }
}

function never(name: string): never {
  throw new Error(`the page names $${name}, which nobody fills in`);
}

/** What has to be there before a day's commands: files that other offices sent, people who came. */
async function before(day: string): Promise<void> {
  if (day === '2026-11-27') {
    writeFileSync('handhelds.csv', season.handhelds);
    writeFileSync('deaths.csv', season.deaths);
  }
  if (day === '2026-12-15') {
    writeFileSync('template.json', jsonBlockOf(PAGE));
    const [one] = await lines('recheck');
    writeFileSync(
      'rejected.csv',
      `记录编号,失败原因\n${recordIdOf(one?.person ?? '', 2026)},证件号码不一致\n`,
    );
  }
  if (day === '2027-03-02') {
    const person = await filledIn('SUSPENDED');
    await takeVisits(desk.store, 'kiosk-990000-01', [outcomeOf(person, '2027-03-01T03:00:00.000Z')]);
  }
}

test.before(async () => {
  desk = await testDesk();
  season = await playSeason(desk);
  process.env.COUNTY_OFFICER = 'zhao';
});
test.after(() => desk.close());

test('every command of the page runs on its day', async () => {
  for (const { day, commands } of daysOfCommands(PAGE)) {
    desk.setNow(`${day}T02:00:00.000Z`);
    await before(day);
    for (const words of commands) {
      const filled: string[] = [];
      for (const word of words) filled.push(word.startsWith('$') ? await filledIn(word.slice(1)) : word);
      // Chromium takes seconds for each paper: county-papers-printed.test.ts prints them.
      if (filled.includes('--out') && !filled.includes('export')) filled.push('--format', 'html,csv,xlsx');
      const ran = await runAt(desk, ...filled);
      year.push({ day, command: filled.join(' '), ran });
      assert.is(ran.code, 0, `${day} county ${filled.join(' ')}: ${ran.error}`);
    }
  }
  assert.ok(year.length > 30, 'the page has more than 30 commands');
});

test('on the page, whoever was decided on or re-checked leaves the queue', async () => {
  assert.match(ranOf('list pending').out, '请优先核实');
  assert.match(ranOf('step decide').out, 'noted: pending-decided');
  assert.is(
    (await everybody()).filter((facts) => pendingVisit(facts, DESK_CAMPAIGN) !== undefined).length,
    0,
  );
});

test('the death list raised one task, refused one row by line, and the months after the death are a question', async () => {
  const ran = ranOf('exchange compare');
  assert.match(ran.out, 'tasks: 1, raised before: 0, not on the roster: 1');
  assert.match(ran.error, 'line 4: id_number: is no valid 18-character citizen number');
  const { out } = await runAt(desk, 'list', 'deaths');
  assert.match(out, '核实于 2026-11-20 去世；其后 2026-12 至 2027-03 共 4 个月，请核对发放情况');
});

test('the sheet came no earlier than thirty January, for whoever was sought, and named an approver', async () => {
  desk.setNow('2027-02-10T02:00:00.000Z');
  assert.match(ranOf('list suspension').out, /共 1 人/);
  assert.match(ranOf('approve').out, 'approved: 1, taken off: 0, from 2027-03');
  const approved = await everybody();
  const acts = approved.flatMap((facts) => facts.acts.filter(({ act }) => act === 'suspension-approved'));
  assert.is(acts.length, 1);
  desk.setNow('2027-03-02T02:00:00.000Z');
});

test('the suspended person who confirmed stood on the list to resume, and left it with the decision', async () => {
  assert.match(ranOf('list resume').out, '自 2027年3月 起批准暂停');
  const { out } = await runAt(desk, 'list', 'resume');
  assert.not.match(out, '批准暂停');
  // Whom the register itself holds for suspended, and who came, is still to be decided on.
  assert.match(out, '在册标记为已暂停');
});

test('the public lists are as little as will do, and each names nobody whom the county asks about', async () => {
  const people = new Map(desk.people.map((one) => [one.person, one.row]));
  const posted = readdirSync('papers').filter((name) => name.startsWith('public-list'));
  assert.is(posted.length, 5 * 3);
  const text = posted.map((name) => readFileSync(`papers/${name}`, 'utf8')).join('\n');
  for (const row of people.values()) {
    assert.not.match(text, row.idNumber);
    if (row.name.length > 2) assert.not.match(text, row.name);
  }
  const dead = people.get(season.named);
  assert.not.match(text, `${dead?.idNumber.slice(-4)}`);
});

test('every opening of names stands in the ledger with officer and reason, and every file with its digest', async () => {
  const entries = await desk.store.acts(0, 10_000);
  const opened = entries.filter(({ data }) => data.act === 'opened');
  assert.ok(opened.length >= 8);
  for (const { by, data } of opened) {
    assert.match(by, /^cli:(zhao|qian)$/);
    assert.ok(data.act === 'opened' && data.reason.length >= 2);
  }
  const { createHash } = await import('node:crypto');
  const issued = new Set(entries.flatMap(({ data }) => (data.act === 'issued' ? [data.sha256] : [])));
  for (const name of readdirSync('papers').filter((one) => !one.endsWith('.frame.txt')))
    assert.ok(
      issued.has(
        createHash('sha256')
          .update(readFileSync(`papers/${name}`))
          .digest('hex'),
      ),
      name,
    );
});

test('no name, number or telephone stands in the ledger of the county', async () => {
  const text = JSON.stringify(await desk.store.acts(0, 10_000));
  for (const { row } of desk.people)
    for (const secret of [row.idNumber, row.phone]) if (secret !== '') assert.not.match(text, secret);
});

test('the export holds the confirmed, and its manifest the digest of the file', () => {
  const csv = fileOf('export', 'export_');
  assert.match(csv, /^\ufeff记录编号,姓名,证件号码,乡镇,确认方式,确认日期\r\n2026-[0-9a-f]{20},/);
  const name = readdirSync('export').find((one) => one.endsWith('.manifest.json')) ?? '';
  const manifest = JSON.parse(readFileSync(`export/${name}`, 'utf8'));
  assert.is(manifest.files[0].rows, csv.trim().split('\r\n').length - 1);
  assert.match(fileOf('papers', 'work-list'), '证件号码不一致');
});

test.run();
