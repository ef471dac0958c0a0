import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadPrinterProfile, PrinterProfile } from '../../config/index.ts';
import { cellsOf, columnsOf } from '../../firmware-bridge/printer/cells.ts';
import {
  bodyStyle,
  columnsAcross,
  layOut,
  type PrintLine,
  resultStyle,
} from '../../firmware-bridge/printer/layout.ts';
import { withoutRealTimeCommands } from '../../firmware-bridge/printer/real-time-safe.ts';
import { openSlipFont } from '../../firmware-bridge/printer/slip-font.ts';
import { wrap } from '../../firmware-bridge/printer/wrap.ts';
import { profileNamed } from '../fixtures/receipts/index.ts';

const wide = profileNamed('escpos-80');
const narrow = profileNamed('escpos-58');
const wrapped = (text: string, columns: number): string[] =>
  wrap(cellsOf(text), columns).map((line) => line.map((cell) => cell.text).join(''));
const written = (lines: readonly PrintLine[]): string[] =>
  lines.map((line) =>
    line.kind === 'text'
      ? line.spans.map((span) => span.cells.map((cell) => cell.text).join('')).join('')
      : line.kind,
  );

test('Chinese takes two columns, ASCII one, as in the printer', () => {
  assert.is(columnsOf(cellsOf('2026年已确认')), 12);
  assert.is(columnsOf(cellsOf('张×国·')), 8);
  assert.is(columnsOf(cellsOf('\u{20BB7}')), 2, 'a surrogate pair is one character');
});

test('no control character gets through to the printer', () => {
  assert.equal(
    cellsOf('甲\u001b@\u0010\u0004\u0001乙\r\n丙\u0000').map((cell) => cell.text),
    ['甲', '@', '乙', ' ', '丙'],
  );
});

test('a long line breaks behind a clause rather than inside a word', () => {
  assert.equal(wrapped('身份证过期了，请去派出所换。', 24), ['身份证过期了，', '请去派出所换。']);
});

test('a break behind a clause never makes the next line too wide', () => {
  assert.equal(wrapped('一二三，四abcdefghijkl', 12), ['一二三，四', 'abcdefghijkl']);
});

test('no line begins with a closing mark', () => {
  assert.equal(wrapped('一二三四五六。', 12), ['一二三四五', '六。']);
});

test('words of letters and digits stay whole where they fit', () => {
  assert.equal(wrapped('设备 kiosk-01 在此', 12), ['设备', 'kiosk-01 在', '此']);
  assert.equal(wrapped('abcdefgh', 4), ['abcd', 'efgh'], 'and are cut where they do not');
});

test('a pair is one line where it fits and two where it does not', () => {
  const pair = (value: string) => layOut({ blocks: [{ block: 'pair', label: '号码', value }] }, wide);
  assert.equal(written(pair('9900**********5234')), ['号码  9900**********5234']);
  assert.equal(written(pair('9900***********5234')), ['号码', '9900***********5234']);
});

test('a number too long for 58 mm paper is set smaller, not broken', () => {
  const lines = layOut({ blocks: [{ block: 'pair', label: '号码', value: '9900**********5234' }] }, narrow);
  assert.equal(written(lines), ['号码', '9900**********5234']);
  const last = lines[1];
  assert.is(last?.kind === 'text' && last.style.cell, 42);
  assert.ok((42 / narrow.dotsPerInch) * 72 >= 12);
});

test('body is 12 pt or more and the result 20 pt or more on every printer', () => {
  for (const profile of [wide, narrow]) {
    const points = (dots: number): number => (dots / profile.dotsPerInch) * 72;
    assert.ok(points(bodyStyle(profile).cell) >= 12, profile.name);
    assert.ok(points(resultStyle(profile).cell) >= 20, profile.name);
    assert.ok(
      columnsAcross(profile, resultStyle(profile)) >= 12,
      'the year and the result stand on one line',
    );
  }
});

test('a line with a character outside the font is drawn, others are not', () => {
  const drawn = (text: string, profile: typeof wide): unknown => {
    const [line] = layOut(
      { blocks: [{ block: 'text', text, size: 1, align: 'left', bold: false }] },
      profile,
    );
    return line?.kind === 'text' && line.drawn;
  };
  assert.is(drawn('张建国', narrow), false);
  assert.is(drawn('\u{20BB7}', wide), true);
  assert.is(drawn('¥', wide), true);
  assert.is(drawn('㐀', wide), false, 'Extension A belongs to GB 18030');
  assert.is(drawn('㐀', narrow), true, 'but not to GBK');
});

test('a picture holds no bytes that a printer obeys as a real-time command', () => {
  const picture = Buffer.from('10100401ff1014020100100500101010', 'hex');
  const safe = withoutRealTimeCommands(picture);
  assert.is(safe.length, picture.length);
  for (const pair of ['1004', '1005', '1014']) assert.is(safe.indexOf(pair, 'hex'), -1, pair);
  assert.ok(
    picture.every((byte, i) => (byte & (safe[i] ?? 0)) === byte),
    'no black dot is lost',
  );
});

test('a profile name cannot leave the folder, and an absent one has a code', () => {
  for (const name of ['../errors/print', 'nowhere', '']) {
    const loaded = loadPrinterProfile(name);
    assert.is(!loaded.ok && loaded.error.code, 'E-PRINT-011');
  }
});

test('a profile by which no slip could come out right is refused', () => {
  const { settleMs } = profileNamed('escpos-80-no-end');
  for (const [name, wrong] of [
    // GS P takes 300 for 44 units an inch.
    ['escpos-80', { dotsPerInch: 300 }],
    ['escpos-80-no-end', { wait: { ...wide.wait, jobMs: settleMs } }],
  ] as const) {
    const profile = profileNamed(name);
    assert.ok(PrinterProfile.safeParse(profile).success);
    assert.not(PrinterProfile.safeParse({ ...profile, ...wrong }).success, JSON.stringify(wrong));
  }
});

test('a Tibetan line is broken behind a syllable, whose letters stay together', () => {
  const text = 'བཀྲ་ཤིས་བདེ་ལེགས།བསྒྲུབས་རྫོགས།';
  for (const columns of [9, 12, 20]) {
    const lines = wrap(
      cellsOf(text, () => 1.5),
      columns,
    ).map((line) => line.map((cell) => cell.text).join(''));
    assert.ok(lines.length > 1);
    for (const line of lines) assert.match(line, /[་།]$/);
    assert.is(lines.join(''), text);
  }
});

test('stacked letters are one grapheme as wide as the font says, and their line has room for them', () => {
  const font = openSlipFont(wide.font, true);
  if (!font.ok) throw new Error(font.error.detail);
  const { tibetanColumns } = font.value;
  const [stack] = cellsOf('སྒྲུ', tibetanColumns);
  assert.is(cellsOf('སྒྲུ', tibetanColumns).length, 1);
  assert.ok(stack !== undefined && stack.columns > 0.5 && stack.columns < 2.5, String(stack?.columns));
  const [line] = layOut(
    { blocks: [{ block: 'text', text: '藏文སྒྲུ', size: 1, align: 'left', bold: false }] },
    wide,
    tibetanColumns,
  );
  assert.ok(line?.kind === 'text' && line.drawn && line.style.line > bodyStyle(wide).line);
});

test.run();
