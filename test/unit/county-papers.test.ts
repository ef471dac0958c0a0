import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder, paperCatalogue, paperTexts } from '../../config/index.ts';
import { looksLikeFormula, writeCsv } from '../../county-desk/csv/index.ts';
import { LIST_NAMES, makeList, nameLines } from '../../county-desk/lists/index.ts';
import { AGE_BANDS, type PersonFacts } from '../../county-desk/persons/index.ts';
import {
  fridayNotice,
  issueNumber,
  listPaper,
  type PaperContext,
  paperCsv,
  paperHtml,
  paperXlsx,
  publicList,
  reckonProgress,
  silentDays,
  slowTownships,
} from '../../county-desk/reports/index.ts';
import { ok, type RosterRow } from '../../domain/index.ts';
import { readSources, withoutComments } from '../../setup/checks/sources.ts';
import { CAMPAIGN, digestOf, facts, visit } from '../support/county-facts.ts';
import { must } from '../support/county-fixture.ts';
import { unzipped } from '../support/unzipped.ts';

const SAY = paperTexts();
const CONTEXT: PaperContext = {
  say: SAY,
  county: '演练县',
  campaign: CAMPAIGN,
  asOf: '2021-12-03T08:00:00.000Z',
  settings: { noticeWeekday: 5, slowBelowPoints: 10, silentDays: 7, phone: '' },
  benefits: new Map([['combat-veteran', '参战退役人员']]),
  software: '0.1.0',
};
const WHY = { operator: 'cli:zhao', reason: '公告', what: 'list' } as const;

/** 20 people of two townships: in one all are confirmed, in the other a half. */
const PEOPLE: readonly PersonFacts[] = Array.from({ length: 20 }, (_, n) =>
  facts({
    person: digestOf(n),
    roster: { township: n % 2 === 0 ? '青山乡' : '白河镇', born: `${1935 + n}-05-01` },
    visits: n % 4 === 3 ? [] : [visit({ at: `2021-11-${String(10 + n).padStart(2, '0')}T02:00:00.000Z` })],
  }),
);
const progress = () => reckonProgress(PEOPLE, CAMPAIGN, CONTEXT.asOf, []);

test('the weekly notice names the slow and the still, and counts what the figures count', async () => {
  const made = await progress();
  const html = paperHtml(fridayNotice(CONTEXT, made, []), SAY);
  assert.match(html, '全县在册 20 人（其中经核实已去世 0 人），已确认 15 人，确认率 75.00%');
  assert.match(html, '进展较慢：白河镇（50.00%）');
  assert.match(html, '第 7 期');
  assert.match(html, '本年度抽查 0 次，还差 2 次');
  assert.equal(
    slowTownships(made.figures, 30).map(({ name }) => name),
    [],
  );
  const sum = [...made.reasons.values()].reduce((total, number) => total + number, 0);
  assert.is(sum, made.figures.total.tally.roster - made.figures.total.tally.states.confirmed);
});

test("the weekday of the notice is the county's, and its issues count from the opening of the campaign", () => {
  const number = (asOf: string, noticeWeekday = 5) =>
    issueNumber({ ...CONTEXT, asOf, settings: { ...CONTEXT.settings, noticeWeekday } });
  // 16 October 2021 was a Saturday: the first Friday is the 22nd.
  assert.is(number('2021-10-22T08:00:00.000Z'), 1);
  assert.is(number('2021-10-28T08:00:00.000Z'), 1);
  assert.is(number('2021-10-29T08:00:00.000Z'), 2);
  assert.is(number('2021-10-25T08:00:00.000Z', 1), 2);
});

test('the same facts give the same bytes, as HTML, CSV and the content of XLSX', async () => {
  const paper = async () => fridayNotice(CONTEXT, await progress(), []);
  const [a, b] = [await paper(), await paper()];
  assert.is(paperHtml(a, SAY), paperHtml(b, SAY));
  assert.is(paperCsv(a), paperCsv(b));
  assert.equal(unzipped(await paperXlsx(a, SAY)), unzipped(await paperXlsx(b, SAY)));
});

const ROW: RosterRow = {
  idNumber: '990000195003070217',
  name: '<script>alert(1)</script>',
  phone: '',
  address: '=HYPERLINK("http://example.invalid","点我")',
  township: '青山乡',
  village: '柳树村',
  benefitType: 'combat-veteran',
  status: 'active',
};

test('what comes from data is escaped in HTML, and no formula in CSV or XLSX', async () => {
  const list = { campaign: CAMPAIGN, asOf: CONTEXT.asOf, today: '2021-12-03' };
  const lines = await makeList('unconfirmed', [facts({})], list);
  const open = async () => ok(new Map([[digestOf(1), ROW]]));
  const named = must(await nameLines(lines, 'open', open, WHY));
  const paper = listPaper(CONTEXT, 'unconfirmed', named, 'open', null);
  const html = paperHtml(paper, SAY);
  assert.not.match(html, '<script>');
  assert.match(html, '&lt;script>');
  assert.match(paperCsv(paper), `"'=HYPERLINK(""http://example.invalid"",""点我"")"`);
  const sheet = [...unzipped(await paperXlsx(paper, SAY))].map(([, text]) => text).join('');
  assert.not.match(sheet, '<f>');
  assert.match(sheet, '990000195003070217');
});

test('a public list shows no full name, number, age, benefit, reason or telephone of anybody', async () => {
  const list = { campaign: CAMPAIGN, asOf: CONTEXT.asOf, today: '2021-12-03' };
  const row = { ...ROW, name: '欧阳建国', phone: '19900001234', address: '样例村1号' };
  const lines = await makeList('unconfirmed', [facts({})], list);
  const named = must(await nameLines(lines, 'public', async () => ok(new Map([[digestOf(1), row]])), WHY));
  const paper = publicList(CONTEXT, named, { township: '青山乡', village: null }, '2021-12-04');
  const everything = paperHtml(paper, SAY) + paperCsv(paper);
  assert.match(everything, '欧××国');
  assert.match(everything, '0217');
  assert.match(everything, '2021年12月4日至2022年2月1日，共60天');
  for (const secret of [
    row.name,
    row.idNumber,
    row.phone,
    row.address,
    '参战退役人员',
    'U16',
    digestOf(1).slice(0, 10),
  ])
    assert.not.match(everything, secret);
});

test('each page carries the instant and the parameters, and a page number', async () => {
  const html = paperHtml(fridayNotice(CONTEXT, await progress(), []), SAY);
  const foot = /@bottom-left \{ content: "([^"]+)"/.exec(html)?.[1] ?? '';
  for (const part of ['数据截至 2021-12-03 16:00', '2021年度', '年龄计算日 2021-12-31', '分母'])
    assert.match(foot, part);
  assert.match(html, 'counter(page)');
  const confirmed = { ...CONTEXT, campaign: { ...CAMPAIGN, denominator: 'confirmed' as const } };
  assert.match(paperHtml(fridayNotice(confirmed, await progress(), []), SAY), '以已确认人数为分母');
});

test('a device is silent by the days since its last entry, or since it was enrolled', () => {
  const device = {
    device: 'k',
    station: 's',
    enrolledAt: '2021-11-01T00:00:00.000Z',
    lastEntryAt: null,
    entries: 0,
    alarmed: false,
  };
  assert.is(silentDays(device, '2021-11-09'), 8);
  assert.is(silentDays({ ...device, lastEntryAt: '2021-11-08T20:00:00.000Z' }, '2021-11-09'), 0);
});

test('CSV is RFC 4180 with a BOM, and whatever a spreadsheet would take for a formula is not', () => {
  assert.is(
    writeCsv([
      ['a', 1],
      ['x,"y"\n', ''],
    ]),
    '\ufeffa,1\r\n"x,""y""\n",\r\n',
  );
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1']) {
    assert.ok(looksLikeFormula(text));
    assert.match(writeCsv([[text]]), `'${text}`);
  }
  assert.is(writeCsv([[-1]]), '\ufeff-1\r\n');
  assert.not(looksLikeFormula('990000195003070217'));
});

test('every text of the papers is used, and every text that is used is there', () => {
  // The web desk has a catalogue of its own.
  const sources = readSources(packageFolder(), ['county-desk'])
    .filter(({ path }) => !path.startsWith('county-desk/web/'))
    .map(({ text }) => withoutComments(text))
    .join('\n');
  const keys = Object.keys(paperCatalogue());
  const literal = new Set([...sources.matchAll(/'([a-z-]+\.[A-Za-z0-9<+-]+)'/g)].map(([, key = '']) => key));
  // Keys that are put together of a group and a name.
  const groups = [...sources.matchAll(/say\(`([a-z-]+)\.\$\{/g)].map(([, group = '']) => group);
  const columns = new Set(
    [...sources.matchAll(/\(say, '([a-z-]+)'/g)].map(([, name = '']) => `column.${name}`),
  );
  const unused = keys.filter((key) => {
    const [group = ''] = key.split('.');
    return !literal.has(key) && !columns.has(key) && !(groups.includes(group) && group !== 'column');
  });
  assert.equal(
    unused.filter(
      (key) =>
        !/^(column\.(home-visit|station|online|face|staff|other-means|visits-)|paper\.denominator|list\.\w+-notice)/.test(
          key,
        ),
    ),
    [],
  );
  const missing = [...literal, ...columns].filter((key) => {
    const [group = ''] = key.split('.');
    return (
      keys.some((known) => known.startsWith(`${group}.`)) &&
      !keys.includes(key) &&
      !/\.(ts|json|csv|db|html|pdf)$/.test(key)
    );
  });
  assert.equal(missing, []);
  for (const name of LIST_NAMES) assert.ok(keys.includes(`list.${name}`), name);
  for (const band of AGE_BANDS)
    assert.ok(keys.includes(`band.${band}`) && keys.includes(`band-short.${band}`));
});

test('a text without its value, or one that is not there, never goes on paper', () => {
  assert.throws(() => SAY('list.count'), /lacks count/);
  assert.throws(() => SAY('list.nothing'), /no text/);
});

test.run();
