import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readRosterCsv } from '../../county-desk/index.ts';
import { madeUpIdNumber, ROSTER_CSV_HEADER } from '../../domain/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';

const KNOWN = new Set(['combat-veteran', 'other']);
const number = (serial: number) => madeUpIdNumber('19490307', serial);
const row = (serial: number) => `${number(serial)},张样例,13900001234,样例村1号,样例镇,样例村,other,active`;
const read = (text: string) => readRosterCsv(Buffer.from(text), KNOWN);

test('BOM, CRLF, quotes with commas and line breaks, spaces around, empty lines', () => {
  const quoted = `${number(2)},"欧阳""样例""",,"样例村, 2 号\n后院",样例镇, 样例村 ,combat-veteran,deceased`;
  const { rows, bad } = must(read(`\ufeff${ROSTER_CSV_HEADER}\r\n${row(1)}\r\n\r\n${quoted}\r\n`));
  assert.equal(bad, []);
  assert.is(rows.length, 2);
  assert.is(rows[1]?.name, '欧阳"样例"');
  assert.is(rows[1]?.address, '样例村, 2 号\n后院');
  assert.is(rows[1]?.village, '样例村');
  assert.is(rows[1]?.phone, '');
});

test('a small x at the end of a number is a large one', () => {
  const serial = Array.from({ length: 100 }, (_, i) => i).find((i) => number(i).endsWith('X')) ?? 0;
  const { rows } = must(read(`${ROSTER_CSV_HEADER}\n${row(serial).replace('X', 'x')}\n`));
  assert.is(rows[0]?.idNumber, number(serial));
});

test('every bad row is named by its line and reason, never by its values', () => {
  const lines = [
    ROSTER_CSV_HEADER,
    row(1),
    row(2).replace(number(2), '990000194903070001'),
    row(3).replace('张样例', ''),
    row(4).replace('13900001234', '139-oops'),
    row(5).replace('other', 'pensioner'),
    row(6).replace('active', 'gone'),
    row(7).replace(',active', ''),
    row(1),
    row(9).replace('样例镇', '').replace('active', ''),
  ];
  const { rows, bad } = must(read(lines.join('\n')));
  assert.is(rows.length, 1);
  assert.equal(bad, [
    { line: 3, reason: 'id_number: is no valid 18-character citizen number' },
    { line: 4, reason: 'name: is empty or too long' },
    { line: 5, reason: 'phone: is neither empty nor digits with hyphens' },
    { line: 6, reason: 'benefit_type: is no known type' },
    { line: 7, reason: 'status: is none of active, suspended, deceased' },
    { line: 8, reason: 'has 7 columns, not 8' },
    { line: 9, reason: 'id_number: stands on line 2 already' },
    { line: 10, reason: 'township: is empty or too long; status: is none of active, suspended, deceased' },
  ]);
});

test('another header, another encoding or a broken quote is refused as a whole, quoting nothing', () => {
  const gb18030 = Buffer.concat([
    Buffer.from(`${ROSTER_CSV_HEADER}\n`),
    Buffer.from([0xd5, 0xc5, 0xd1, 0xf9]),
  ]);
  for (const bytes of [
    Buffer.from(''),
    Buffer.from('name,id_number\n'),
    Buffer.from(`${ROSTER_CSV_HEADER},extra\n`),
    Buffer.from(`${ROSTER_CSV_HEADER}\n"张样例`),
    Buffer.from(`${ROSTER_CSV_HEADER}\n张样例"x",1\n`),
    Buffer.from(`${ROSTER_CSV_HEADER}\n${'张样例'.repeat(3000)}\n`),
    gb18030,
  ]) {
    const refused = readRosterCsv(bytes, KNOWN);
    assert.is(codeOf(refused), 'E-COUNTY-007');
    assert.not.match(JSON.stringify(refused), /张样例/);
  }
});

test.run();
