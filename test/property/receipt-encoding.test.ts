import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReceiptBlock } from '../../domain/index.ts';
import { AnswerReader } from '../../firmware-bridge/printer/answers.ts';
import { cellsOf, columnsOf } from '../../firmware-bridge/printer/cells.ts';
import { encodeReceipt } from '../../firmware-bridge/printer/index.ts';
import { layOut } from '../../firmware-bridge/printer/layout.ts';
import { StarAnswerReader } from '../../firmware-bridge/printer/star-answers.ts';
import { wrap } from '../../firmware-bridge/printer/wrap.ts';
import { parseEscPos } from '../../firmware-bridge/simulators/printer/escpos-parser.ts';
import type { PaperCommand } from '../../firmware-bridge/simulators/printer/paper-command.ts';
import { RealTimeScanner, STAR_PATTERNS } from '../../firmware-bridge/simulators/printer/real-time.ts';
import { parseStarLine } from '../../firmware-bridge/simulators/printer/star-parser.ts';
import { profileNamed } from '../fixtures/receipts/index.ts';

const profiles = [profileNamed('escpos-80'), profileNamed('escpos-58')] as const;
const anyProfile = fc.constantFrom(...profiles);
/** Anything a card, a roster or a technician could bring: Chinese, rare, control characters, broken surrogates. */
const anyText = (maxLength: number) =>
  fc.oneof(
    fc.string({
      unit: fc.constantFrom(...'张国，。：·× 09aZ*-㐀¥€\u{20BB7}\u001b\u0010\u0004\n\ud842'),
      maxLength,
    }),
    // Clauses beside words that fill a line: where a break must not pull too much along.
    fc
      .array(fc.constantFrom('，', '。', '国', '一二三', 'kiosk-990000-01', ' ', '0'), {
        maxLength: Math.floor(maxLength / 15),
      })
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: Math.floor(maxLength / 2) }),
  );
const anyBlock: fc.Arbitrary<ReceiptBlock> = fc.oneof(
  fc.record({
    block: fc.constant('text' as const),
    text: anyText(120),
    size: fc.constantFrom(1 as const, 2 as const),
    align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    bold: fc.boolean(),
  }),
  fc.record({ block: fc.constant('pair' as const), label: anyText(40), value: anyText(100) }),
  fc.constant({ block: 'rule' as const }),
  fc.record({ block: fc.constant('qr' as const), data: fc.string({ unit: 'binary', maxLength: 300 }) }),
  fc.record({ block: fc.constant('feed' as const), lines: fc.integer({ min: 1, max: 8 }) }),
);

test('no line is wider than its columns, and no character is lost or added', () => {
  fc.assert(
    fc.property(anyText(200), fc.integer({ min: 4, max: 48 }), (text, columns) => {
      const cells = cellsOf(text);
      const lines = wrap(cells, columns);
      for (const line of lines) assert.ok(columnsOf(line) <= columns && line.length > 0);
      const solid = (some: typeof cells): string =>
        some
          .map((cell) => cell.text)
          .join('')
          .replaceAll(' ', '');
      assert.is(solid(lines.flat()), solid(cells));
    }),
    { numRuns: 3000 },
  );
});

test('no laid out line is wider than the paper', () => {
  fc.assert(
    fc.property(anyBlock, anyProfile, (block, profile) => {
      for (const line of layOut({ blocks: [block] }, profile))
        if (line.kind === 'text') {
          const columns = line.spans.reduce((sum, span) => sum + columnsOf(span.cells), 0);
          assert.ok(columns * line.style.half <= profile.paperDots);
        }
    }),
    { numRuns: 300 },
  );
});

test('every receipt encodes to commands that a printer knows, with one cut at its end', () => {
  fc.assert(
    fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 4 }), anyProfile, (blocks, profile) => {
      const bytes = encodeReceipt({ blocks }, profile);
      if (!bytes.ok) throw new Error(bytes.error.detail);
      const commands = parsed(bytes.value);
      assert.is(commands.filter((command) => command.kind === 'cut').length, 1);
      assert.is(commands.at(-2)?.kind, 'cut');
      assert.not.ok(
        commands.some((command) => command.kind === 'ignored'),
        'an unknown or a smuggled command',
      );
      assert.equal(new RealTimeScanner().push(bytes.value), [], 'a real-time command inside a slip');
    }),
    { numRuns: 60 },
  );
});

test('every receipt in Star Line Mode is one picture of known commands, with its cut or its tear bar at the end', () => {
  for (const [name, cuts] of [
    ['star-line-80', 1],
    ['star-line-58-tear-bar', 0],
  ] as const) {
    const profile = profileNamed(name);
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 3 }), (blocks) => {
        const bytes = encodeReceipt({ blocks }, profile);
        if (!bytes.ok) throw new Error(bytes.error.detail);
        const kinds = starCommands(bytes.value, cuts === 1);
        assert.is(kinds.filter((kind) => kind === 'cut').length, cuts);
        assert.is(kinds.filter((kind) => kind === 'raster-off').length, 1);
        assert.equal(
          kinds.filter((kind) => kind === 'ignored' || kind === 'setting' || kind === 'etb'),
          [],
        );
        assert.equal(new RealTimeScanner(STAR_PATTERNS).push(bytes.value), []);
      }),
      { numRuns: 15 },
    );
  }
});

test('whatever a printer answers is sorted and bounded, however it is cut', () => {
  const exit = profileNamed('escpos-80-presenter').exitSensor;
  for (const reader of [() => new AnswerReader(), () => new AnswerReader(exit), () => new StarAnswerReader()])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const answers = reader().push(bytes);
        assert.ok(answers.length <= bytes.length);
        const one = reader();
        assert.equal(
          [...bytes].flatMap((byte) => one.push(Uint8Array.of(byte))),
          answers,
        );
      }),
    );
});

function starCommands(bytes: Buffer, cutter: boolean): PaperCommand['kind'][] {
  const kinds: PaperCommand['kind'][] = [];
  let raster = false;
  let at = 0;
  for (;;) {
    const next = parseStarLine(bytes.subarray(at), raster, cutter);
    if (next === undefined) break;
    raster = next.command.kind === 'raster-on' || (raster && next.command.kind !== 'raster-off');
    kinds.push(next.command.kind);
    at += next.length;
  }
  assert.is(at, bytes.length, 'the last command is whole');
  return kinds;
}

function parsed(bytes: Buffer): PaperCommand[] {
  const commands: PaperCommand[] = [];
  let chinese = false;
  let rest = bytes;
  for (let next = parseEscPos(rest, chinese); next !== undefined; next = parseEscPos(rest, chinese)) {
    if (next.command.kind === 'chinese-on') chinese = true;
    commands.push(next.command);
    rest = rest.subarray(next.length);
  }
  assert.is(rest.length, 0, 'the last command is whole');
  return commands;
}

test.run();
