import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeCommand, encodeReply, SAM_COMMANDS } from '../../firmware-bridge/card/index.ts';
import { ApduBlanking } from '../../firmware-bridge/record/apdu-blanking.ts';
import { FrameBlanking } from '../../firmware-bridge/record/frame-blanking.ts';
import { Recorder, startRecording } from '../../firmware-bridge/record/index.ts';
import { PrinterBlanking } from '../../firmware-bridge/record/printer-blanking.ts';
import { type Blanking, blankedHex, type Direction } from '../../firmware-bridge/record/shown-bytes.ts';
import { codeOf } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const told = (blanking: Blanking, direction: Direction, bytes: Uint8Array): string =>
  blankedHex(bytes, blanking.shown(direction, bytes));

/** A card's data of a mark that stands nowhere else. */
const PERSONAL = 0xc1;
const read = encodeReply(0x90, new Uint8Array(1284).fill(PERSONAL));

test('of a frame head, length and status are shown, of its data the length', () => {
  const line = new FrameBlanking();
  const { command, parameter } = SAM_COMMANDS.read;
  assert.is(told(line, 'out', encodeCommand(command, parameter)), 'aaaaaa96690003300132');
  assert.is(told(line, 'in', read), 'aaaaaa96690508000090[1285]');
  assert.is(told(line, 'in', encodeReply(0x80)), 'aaaaaa9669000400008084');
});

test('in any pieces, behind noise and after half a frame, nothing of the data is shown', () => {
  for (const size of [1, 2, 5, 7, 9, 64, 700])
    for (const before of ['', 'aaaa', 'aaaaaa96', 'aaaaaa9669', 'aaaaaa96690fff', 'c1c1']) {
      const line = new FrameBlanking();
      const all = Uint8Array.of(...hex(before), ...read, ...read.subarray(0, 40), ...read);
      let text = '';
      for (let at = 0; at < all.length; at += size) text += told(line, 'in', all.subarray(at, at + size));
      assert.not.ok(text.includes('c1'), `${before} in pieces of ${size}`);
      // A reply that comes late, when the next command is out already.
      told(line, 'out', encodeCommand(0x20, 0x01));
      assert.not.ok(told(line, 'in', read.subarray(100)).includes('c1'));
    }
});

test('over PC/SC heads and status words are shown; pages are not, pieces of a frame only by their frame', () => {
  const paged = new ApduBlanking(true);
  assert.is(told(paged, 'out', hex('ffb0000000')), 'ffb0000000');
  assert.is(told(paged, 'in', Uint8Array.of(...new Uint8Array(256).fill(PERSONAL), 0x90, 0)), '[256]9000');
  // A page that looks like a frame is a page all the same.
  assert.is(told(paged, 'in', Uint8Array.of(...read.subarray(0, 100), 0x90, 0)), '[100]9000');
  const wrapped = new ApduBlanking(true);
  const frame = encodeCommand(0x30, 0x01);
  assert.is(
    told(wrapped, 'out', Uint8Array.of(0xff, 1, 0, 0, 10, ...frame)),
    'ff0100000aaaaaaa96690003300132',
  );
  assert.is(told(wrapped, 'in', hex('6100')), '6100');
  assert.is(told(wrapped, 'out', hex('ffc0000000')), 'ffc0000000');
  assert.is(
    told(wrapped, 'in', Uint8Array.of(...read.subarray(0, 250), 0x61, 0)),
    'aaaaaa96690508000090[240]6100',
  );
  assert.is(told(wrapped, 'in', Uint8Array.of(...read.subarray(250), 0x90, 0)), '[1045]9000');
  const control = new ApduBlanking(false);
  told(control, 'out', frame);
  assert.is(told(control, 'in', hex('c1c19000')), '[4]');
});

test('of a printer’s line commands and asked status are shown, never the slip or its echo', () => {
  const line = new PrinterBlanking();
  const slip = new Uint8Array(Buffer.from('姓名 990000194903075232 32160', 'utf8'));
  const job = Uint8Array.of(...hex('1b40'), ...slip, ...hex('1d7201 1d5600 1d7201'));
  assert.is(told(line, 'out', hex('100401')), '100401');
  assert.is(told(line, 'in', hex('16')), '16');
  assert.is(told(line, 'in', hex('16')), '[1]', 'nobody asked twice');
  assert.is(told(line, 'out', job), `1b40[${slip.length}]1d72011d56001d7201`);
  assert.is(told(line, 'in', hex('37223031323300')), '37223031323300');
  assert.is(told(line, 'in', hex('14000f00')), '14000f00');
  assert.is(told(line, 'in', slip), `[${slip.length}]`);
});

test('a recording has its bounds, and nothing that is there is touched', () => {
  assert.is(codeOf(Recorder.open('/nowhere/at/all')), 'E-BRIDGE-006');
  assert.is(startRecording({}), undefined);
  const folder = temporaryFolder();
  const opened = Recorder.open(folder);
  assert.ok(opened.ok);
  const { path } = opened.value;
  assert.is(statSync(path).mode & 0o777, 0o600);
  // A line of the board is shown whole: the longest lines there are.
  for (let i = 0; i < 700; i++) opened.value.note('board', 'in', new Uint8Array(20_000));
  opened.value.close();
  const { size } = statSync(path);
  assert.ok(size > 15e6 && size <= 16 * 1024 * 1024, `${size} bytes`);
  const last = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  assert.is(typeof JSON.parse(last), 'object', 'the last line is whole');
  opened.value.note('board', 'in', new Uint8Array(1));
  assert.is(statSync(path).size, size);
  for (let i = 1; i < 20; i++) writeFileSync(join(folder, `${i}.ports.jsonl`), 'old');
  assert.is(codeOf(Recorder.open(folder)), 'E-BRIDGE-006');
  assert.is(readFileSync(join(folder, '1.ports.jsonl'), 'utf8'), 'old');
  assert.is(readdirSync(folder).length, 20);
});

test.run();
