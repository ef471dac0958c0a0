import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AnswerReader } from '../../firmware-bridge/printer/answers.ts';
import { StarAnswerReader } from '../../firmware-bridge/printer/star-answers.ts';
import {
  automaticStatusOf,
  isStatusAnswer,
  starStatusOf,
  statusOf,
} from '../../firmware-bridge/printer/status.ts';

test('the four status bytes have one meaning, the cause before its consequence', () => {
  for (const [state, bytes] of [
    ['ready', [0x12, 0x12, 0x12, 0x12]],
    ['paper-low', [0x12, 0x12, 0x12, 0x1e]],
    ['paper-out', [0x1a, 0x32, 0x12, 0x7e]],
    ['cover-open', [0x1a, 0x16, 0x12, 0x7e]],
    ['cutter-error', [0x1a, 0x52, 0x1a, 0x12]],
    ['error', [0x1a, 0x52, 0x32, 0x12]],
    ['offline', [0x1a, 0x12, 0x12, 0x12]],
  ] as const)
    assert.is(statusOf([bytes[0], bytes[1], bytes[2], bytes[3]]).state, state);
});

test('only bytes with the fixed bits are status answers', () => {
  const possible = Array.from({ length: 256 }, (_, byte) => byte).filter(isStatusAnswer);
  assert.is(possible.length, 16);
  assert.ok(possible.every((byte) => (byte & 0b10010011) === 0b00010010));
});

test('answers are told apart however they are cut', () => {
  const stream = [0x12, 0x37, 0x22, 0x32, 0x32, 0x39, 0x39, 0x00, 0x00, 0x37, 0x25, 0x00, 0xff, 0x1e];
  const expected = [
    { kind: 'status', byte: 0x12 },
    { kind: 'process-id', id: '2299' },
    { kind: 'paper-status' },
    { kind: 'block' },
    { kind: 'other' },
    { kind: 'status', byte: 0x1e },
  ];
  assert.equal(new AnswerReader().push(Uint8Array.from(stream)), expected);
  const reader = new AnswerReader();
  assert.equal(
    stream.flatMap((byte) => reader.push(Uint8Array.of(byte))),
    expected,
  );
});

test('automatic status comes unasked between answers, and means the same', () => {
  const read = (...bytes: number[]): unknown[] => new AnswerReader().push(Uint8Array.from(bytes));
  const ready = [0x14, 0x00, 0x00, 0x0f];
  assert.equal(read(0x12, ...ready, 0x12), [
    { kind: 'status', byte: 0x12 },
    { kind: 'automatic', bytes: ready },
    { kind: 'status', byte: 0x12 },
  ]);
  // XOFF may stand inside (GS a), nothing else may.
  assert.equal(read(0x14, 0x00, 0x13, 0x00, 0x0f), [{ kind: 'automatic', bytes: ready }]);
  assert.equal(read(0x14, 0x12), [{ kind: 'other' }, { kind: 'status', byte: 0x12 }]);
  for (const [state, bytes] of [
    ['ready', ready],
    ['paper-low', [0x10, 0x00, 0x03, 0x00]],
    ['paper-out', [0x18, 0x00, 0x0f, 0x00]],
    ['cover-open', [0x38, 0x00, 0x00, 0x00]],
    ['cutter-error', [0x18, 0x08, 0x00, 0x00]],
    ['error', [0x18, 0x40, 0x00, 0x00]],
    ['offline', [0x18, 0x00, 0x00, 0x00]],
  ] as const)
    assert.is(automaticStatusOf(bytes).state, state);
});

test('a Star printer is understood by the bits of its manual, at any length', () => {
  // Star Line Mode Command Specifications, appendix 2: header 1 is 0F for 7 bytes, 21 for 8, 23 for 9.
  const reader = new StarAnswerReader();
  for (const bytes of [
    [0x0f, 0x02, 0, 0, 0, 0, 0],
    [0x21, 0x02, 0, 0, 0, 0, 0, 0x4a],
    [0x23, 0x06, 0, 0, 0, 0, 0, 0x4a, 0x06],
  ])
    assert.equal(reader.push(Uint8Array.from(bytes)), [{ kind: 'star-status', bytes }]);
  // The answer to EOT (04 in a picture), then a status whose beginning was lost, then a whole one.
  const whole = [0x21, 0x02, 0x20, 0, 0, 0, 0, 0];
  assert.equal(reader.push(Uint8Array.from([0x10, 0x23, 0x06, ...whole])), [
    { kind: 'other' },
    { kind: 'other' },
    { kind: 'star-status', bytes: whole },
  ]);
  for (const [state, status] of [
    ['ready', [0, 0, 0, 0]],
    ['paper-low', [0, 0, 0, 0x04]],
    ['paper-low', [0, 0, 0, 0x02]],
    ['paper-out', [0x08, 0, 0, 0x0c]],
    ['cover-open', [0x28, 0, 0, 0]],
    ['cutter-error', [0x08, 0x08, 0, 0]],
    ['error', [0x08, 0x20, 0, 0]],
    ['error', [0x08, 0, 0x04, 0]],
    ['offline', [0x08, 0, 0, 0]],
  ] as const)
    assert.is(starStatusOf([0x23, 0x06, ...status, 0, 0, 0]).state, state);
});

test.run();
