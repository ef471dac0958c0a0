import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { BoardFrameDecoder, encodeBoardFrame, MAX_PAYLOAD } from '../../firmware-bridge/board/board-frame.ts';
import {
  BOARD_TYPES,
  BoardMessage,
  boardFrame,
  HOST_TYPES,
  HostMessage,
  hostFrame,
  readBoardFrame,
  readHostFrame,
} from '../../firmware-bridge/board/board-messages.ts';
import { crc16 } from '../../firmware-bridge/board/crc16.ts';

const EXAMPLE = /^\| (host|board) +\| (\d+) +\| `([0-9A-F ]+)` +\| `(\{.*\})` +\|$/;

/** The worked frames of the page that firmware is built from. */
const examples = readFileSync(join(packageFolder(), 'docs', 'board-protocol.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, from, sequence, wire = '', says = ''] = EXAMPLE.exec(line) ?? [];
    if (from === undefined) return [];
    return [{ from, sequence: Number(sequence), wire: Buffer.from(wire.replaceAll(' ', ''), 'hex'), says }];
  });

test('the page shows a frame of every type', () => {
  const types = examples.flatMap(({ wire }) => new BoardFrameDecoder().push(wire).map(({ type }) => type));
  assert.equal(
    [...new Set(types)].sort(),
    [...Object.values(HOST_TYPES), ...Object.values(BOARD_TYPES)].sort(),
  );
});

test('every frame of the page says what stands beside it, and is sent so', () => {
  for (const { from, sequence, wire, says } of examples) {
    const [frame, ...more] = new BoardFrameDecoder().push(wire);
    assert.is(more.length, 0, says);
    if (frame === undefined) throw new Error(`no frame: ${says}`);
    assert.is(frame.sequence, sequence, says);
    const told: unknown = JSON.parse(says);
    assert.equal(from === 'host' ? readHostFrame(frame) : readBoardFrame(frame), told);
    const again =
      from === 'host'
        ? hostFrame(HostMessage.parse(told), sequence)
        : boardFrame(BoardMessage.parse(told), sequence);
    assert.equal(Buffer.from(encodeBoardFrame(again)), wire, says);
  }
});

test('the check sum is CRC-16/GENIBUS', () => {
  assert.is(crc16(Buffer.from('123456789')), 0xd64e);
});

test('a type of a newer version is unknown, bytes behind the known ones do not disturb', () => {
  const sequence = 0;
  assert.is(readBoardFrame({ type: 0x90, sequence, payload: new Uint8Array() }), 'unknown');
  assert.is(readHostFrame({ type: 0x20, sequence, payload: new Uint8Array() }), 'unknown');
  const longer = Uint8Array.of(0, 0, 0, 0, 0, 9, 9, 9);
  assert.equal(readBoardFrame({ type: BOARD_TYPES.state, sequence, payload: longer }), {
    message: 'state',
    near: false,
    doorOpen: false,
    powerFailing: false,
    watchdogMs: 0,
  });
});

test('a payload that is too short or holds what is not listed is malformed', () => {
  const sequence = 0;
  for (const type of [...Object.values(HOST_TYPES), ...Object.values(BOARD_TYPES)]) {
    const read = type < 0x80 ? readHostFrame : readBoardFrame;
    const bare = type === HOST_TYPES.heartbeat || type === HOST_TYPES.kick;
    const none = read({ type, sequence, payload: new Uint8Array() });
    assert.is(none === 'malformed', !bare, `type ${type}`);
    for (let length = 0; length <= MAX_PAYLOAD; length++) {
      // Never throws, whatever comes.
      read({ type, sequence, payload: new Uint8Array(length).fill(0xff) });
    }
  }
  assert.is(
    readHostFrame({ type: HOST_TYPES.lights, sequence, payload: Uint8Array.of(0, 0, 3, 0) }),
    'malformed',
  );
  assert.is(readHostFrame({ type: HOST_TYPES.buzz, sequence, payload: Uint8Array.of(0) }), 'malformed');
  const event = (what: number, value: number) =>
    readBoardFrame({
      type: BOARD_TYPES.event,
      sequence,
      payload: Uint8Array.of(0, 1, 0, 0, 0, 0, what, value),
    });
  for (const [what, value] of [
    [0, 0],
    [1, 2],
    [3, 0],
    [3, 5],
    [4, 1],
  ] as const)
    assert.is(event(what, value), 'malformed', `${what} ${value}`);
});

test('a hello of another major version is told from every other', () => {
  const payload = Uint8Array.of(2, 0);
  assert.is(readBoardFrame({ type: BOARD_TYPES.hello, sequence: 0, payload }), 'other-version');
  assert.is(readHostFrame({ type: HOST_TYPES.hello, sequence: 0, payload }), 'other-version');
});

test.run();
