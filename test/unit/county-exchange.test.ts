import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  comparisonTasks,
  type ExportPerson,
  type ExportTemplate,
  elsewhereActs,
  readComparison,
  readElsewhere,
  readRejected,
  readTemplate,
  recordIdOf,
  writeExport,
  writeManifest,
} from '../../county-desk/exchange/index.ts';
import type { PersonFacts } from '../../county-desk/persons/index.ts';
import { confirmations } from '../../county-desk/steps/index.ts';
import { personDigest } from '../../domain/county/index.ts';
import { madeUpIdNumber, type RosterRow } from '../../domain/index.ts';
import { CAMPAIGN, facts, visit, YEAR } from '../support/county-facts.ts';
import { codeOf, must } from '../support/county-fixture.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const TODAY = '2021-12-10';
const number = (n: number) => madeUpIdNumber('19500307', n);
const person = (n: number) => personDigest(KEY, number(n));
const LIST = { kind: 'death', source: '县殡仪馆', sourceDate: '2021-12-01' } as const;
const known = (people: readonly PersonFacts[]) => async (digest: string) =>
  people.find((one) => one.person === digest);

test("another office's list raises tasks among those whom the county knows, and changes nobody", async () => {
  const csv = `event_date,id_number,姓名\n2021-11-03,${number(1)},张三\n,${number(2)},李四\n`;
  const rows = must(readComparison(Buffer.from(csv), KEY, TODAY));
  const there = facts({ person: person(1) });
  const before = JSON.stringify(there);
  const made = await comparisonTasks(rows, LIST, YEAR, known([there]));
  assert.is(made.acts.length, 1);
  const [hit] = made.acts;
  assert.is(hit?.act, 'comparison-hit');
  assert.is(hit?.person, person(1));
  assert.is(made.unknown, 1);
  assert.is(JSON.stringify(there), before);
  assert.not.match(JSON.stringify(made), '张三');
  assert.not.match(JSON.stringify(made), number(1));
  const again = await comparisonTasks(
    rows,
    LIST,
    YEAR,
    known([facts({ person: person(1), acts: made.acts })]),
  );
  assert.equal([again.acts.length, again.known], [0, 1]);
});

test('bad rows are named by line and reason, never by what stands in them', () => {
  const lines = [
    'id_number,event_date',
    `${number(1)},2021-11-03`,
    '990000195003070001,2021-11-03',
    `${number(2)},2021-02-30`,
    `${number(3)},2021-12-11`,
    `${number(1)},2021-11-04`,
  ];
  const { rows, refused } = must(readComparison(Buffer.from(lines.join('\r\n')), KEY, TODAY));
  assert.is(rows.length, 1);
  assert.equal(refused, [
    { line: 3, reason: 'id_number: is no valid 18-character citizen number' },
    { line: 4, reason: 'event_date: is no day like 2026-11-01' },
    { line: 5, reason: 'event_date: lies in the future' },
    { line: 6, reason: 'id_number: stands on line 2 already' },
  ]);
  assert.is(codeOf(readComparison(Buffer.from('id_number\n1'), KEY, TODAY)), 'E-COUNTY-102');
  assert.is(codeOf(readComparison(Buffer.from([0xd5, 0xc5, 0x0a]), KEY, TODAY)), 'E-COUNTY-102');
  assert.is(codeOf(readComparison(Buffer.from('id_number,event_date\n"a'), KEY, TODAY)), 'E-COUNTY-102');
});

test('confirmations made elsewhere count for those on the roster, once, and never for a year before', async () => {
  const lines = [
    'id_number,confirmed_on,method,means',
    `${number(1)},2021-11-03,home-visit,staff`,
    `${number(2)},2021-11-03,online,face`,
    `${number(3)},2020-12-31,online,face`,
    `${number(4)},2021-11-03,by-post,face`,
    `${number(5)},2021-11-03,online,retina`,
  ];
  const rows = must(readElsewhere(Buffer.from(lines.join('\n')), KEY, YEAR, TODAY));
  const made = await elsewhereActs(
    rows,
    '全国系统',
    YEAR,
    known([facts({ person: person(1) }), facts({ person: person(2), roster: null })]),
  );
  assert.equal(made.acts, [
    {
      act: 'confirmed-elsewhere',
      person: person(1),
      year: YEAR,
      source: '全国系统',
      method: 'home-visit',
      means: 'staff',
      on: '2021-11-03',
    },
  ]);
  assert.equal(made.refused, [
    { line: 3, reason: 'id_number: is not on the roster' },
    { line: 4, reason: 'confirmed_on: lies before 2021' },
    { line: 5, reason: 'method: is none of home-visit, station, online' },
    { line: 6, reason: 'means: is none of face, staff, other' },
  ]);
  const after = facts({ person: person(1), acts: made.acts });
  assert.is(confirmations(after, CAMPAIGN)[0]?.where, '全国系统');
  assert.is((await elsewhereActs(rows, '全国系统', YEAR, known([after]))).known, 1);
});

const TEMPLATE = {
  format: 'youfu-export-template/1',
  name: '年度确认导入表',
  version: '2021-1',
  encoding: 'gb18030',
  columns: [
    { header: '记录编号', field: 'recordId' },
    { header: '姓名', field: 'name' },
    { header: '证件号码', field: 'idNumber' },
    { header: '确认方式', field: 'method', map: { station: '服务站', 'home-visit': '上门' } },
    { header: '确认日期', field: 'confirmedOn' },
    { header: '备注', constant: '' },
  ],
  rejected: { recordId: '记录编号', reason: '失败原因' },
} as const;
const read = (template: unknown) => readTemplate(Buffer.from(JSON.stringify(template)));

function exported(
  n: number,
  row: Partial<RosterRow> = {},
  method: 'station' | 'online' = 'station',
): ExportPerson {
  const [confirmation] = confirmations(facts({ visits: [visit({ method })] }), CAMPAIGN);
  if (confirmation === undefined) throw new Error('a confirmation was wanted');
  const whole = {
    idNumber: number(n),
    name: '𠮷样例',
    phone: '',
    address: '',
    township: '青山乡',
    village: '',
    benefitType: 'other',
    status: 'active' as const,
    ...row,
  };
  return { person: person(n), confirmation, row: whole };
}

test('the export is what the template says, byte for byte, and leaves out what it cannot say', () => {
  const template: ExportTemplate = must(read(TEMPLATE));
  const people = [exported(1), exported(2, {}, 'online'), exported(3, { name: '=1+1' })];
  const file = writeExport(template, people, YEAR);
  assert.is(file.rows, 1);
  assert.is(
    iconv.decode(file.bytes, 'gb18030'),
    `记录编号,姓名,证件号码,确认方式,确认日期,备注\r\n${recordIdOf(person(1), YEAR)},𠮷样例,${number(1)},服务站,2021-11-05,\r\n`,
  );
  assert.equal(
    file.notExported.map(({ reason }) => reason),
    ['确认方式: the template has no word for online', '姓名: begins like a formula'],
  );
  assert.equal(writeExport(template, people, YEAR).bytes, file.bytes);
});

test('the manifest names file, rows, columns, template, software and instant', () => {
  const template = must(read(TEMPLATE));
  const content = writeExport(template, [exported(1)], YEAR);
  const templateBytes = Buffer.from(JSON.stringify(TEMPLATE));
  const manifest = JSON.parse(
    writeManifest({
      county: '演练县',
      year: YEAR,
      asOf: '2021-12-10T00:00:00.000Z',
      software: '0.1.0',
      template,
      templateBytes,
      file: 'export.csv',
      content,
    }),
  );
  assert.is(manifest.files[0].sha256, createHash('sha256').update(content.bytes).digest('hex'));
  assert.is(manifest.files[0].rows, 1);
  assert.equal(manifest.schema, ['记录编号', '姓名', '证件号码', '确认方式', '确认日期', '备注']);
  assert.is(manifest.template.sha256, createHash('sha256').update(templateBytes).digest('hex'));
  assert.equal(
    [manifest.asOf, manifest.software, manifest.year],
    ['2021-12-10T00:00:00.000Z', '0.1.0', YEAR],
  );
});

test('a template that could not find its rows again, or says nothing, is refused', () => {
  assert.is(codeOf(read({ ...TEMPLATE, columns: TEMPLATE.columns.slice(1) })), 'E-COUNTY-103');
  assert.is(
    codeOf(read({ ...TEMPLATE, columns: [...TEMPLATE.columns, TEMPLATE.columns[0]] })),
    'E-COUNTY-103',
  );
  assert.is(codeOf(read({ ...TEMPLATE, columns: [{ header: 'x', field: 'salary' }] })), 'E-COUNTY-103');
  assert.is(codeOf(readTemplate(Buffer.from('no json'))), 'E-COUNTY-103');
});

test('rows that come back find their people by the id that they went out with', async () => {
  const template = must(read(TEMPLATE));
  const people = [1, 2, 3].map((n) =>
    facts({ person: person(n), roster: { township: n === 3 ? '白河镇' : '青山乡' } }),
  );
  const rows = [
    '失败原因,记录编号',
    `证件号码与公安信息不一致,${recordIdOf(person(2), YEAR)}`,
    `重复报送,${recordIdOf(person(3), YEAR)}`,
    `再次,${recordIdOf(person(3), YEAR)}`,
    `不明,${recordIdOf(person(9), YEAR)}`,
  ];
  const bytes = iconv.encode(rows.join('\r\n'), 'gb18030');
  const { items, refused } = must(await readRejected(bytes, template, people, YEAR));
  assert.equal(
    items.map(({ person: one, township, reason }) => [one, township, reason]),
    [
      [person(3), '白河镇', '重复报送'],
      [person(2), '青山乡', '证件号码与公安信息不一致'],
    ],
  );
  assert.equal(refused, [
    { line: 4, reason: '记录编号: stands on line 3 already' },
    { line: 5, reason: "记录编号: is no id of this year's export" },
  ]);
});

test.run();
