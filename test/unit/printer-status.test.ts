import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AnswerReader } from '../../firmware-bridge/printer/answers.ts';
import { isStatusAnswer, statusOf } from '../../firmware-bridge/printer/status.ts';

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

test.run();
