import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  asReply,
  encodeCommand,
  encodeReply,
  joinBlob,
  SAM_COMMANDS,
  SamFrameDecoder,
} from '../../firmware-bridge/card/index.ts';
import { TEXT_VECTORS, WLT_PHOTO_START } from '../support/text-vectors.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

test('commands are the frames that the vendors document', () => {
  const documented = {
    status: 'AAAAAA9669000311FFED',
    samId: 'AAAAAA9669000312FFEE',
    find: 'AAAAAA96690003200122',
    select: 'AAAAAA96690003200221',
    read: 'AAAAAA96690003300132',
  };
  for (const [name, frame] of Object.entries(documented)) {
    const command = Object.values(SAM_COMMANDS).find((candidate) => candidate.name === name);
    assert.is(hex(encodeCommand(command?.command ?? 0, command?.parameter ?? 0)), frame);
  }
});

test('replies are decoded with status and data', () => {
  const decoder = new SamFrameDecoder();
  const bodies = decoder.push(bytes('AAAAAA9669000800009F0000000097 AAAAAA96690004000080 84'));
  const replies = bodies.map(asReply);
  assert.is(replies[0]?.status, 0x9f);
  assert.is(replies[0]?.data.length, 4);
  assert.is(replies[1]?.status, 0x80);
  assert.is(decoder.discarded, 0);
});

test('the read replies of the four cards have the documented checksum and size', () => {
  const photo = new Uint8Array(1024);
  photo.set(bytes(WLT_PHOTO_START));
  for (const vector of TEXT_VECTORS) {
    const frame = encodeReply(0x90, joinBlob({ text: bytes(vector.hex), photo }));
    assert.is(frame.length, 1295);
    assert.is(frame.at(-1), vector.xor, vector.type);
  }
});

test('a wrong checksum yields nothing, and the frame behind it is found', () => {
  const broken = encodeReply(0x90, Uint8Array.of(1, 2, 3));
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  const good = encodeReply(0x80);
  const decoder = new SamFrameDecoder();
  const bodies = decoder.push(Uint8Array.from([...broken, ...good]));
  assert.is(bodies.length, 1);
  assert.is(asReply(bodies[0] ?? new Uint8Array())?.status, 0x80);
  assert.is(decoder.discarded, broken.length);
});

test('a length out of bounds is no frame: nothing is waited for', () => {
  const decoder = new SamFrameDecoder();
  assert.is(decoder.push(bytes('AAAAAA9669FFFF')).length, 0);
  assert.is(decoder.push(encodeReply(0x90)).length, 1);
  assert.is(new SamFrameDecoder().push(bytes('AAAAAA96690002 0002')).length, 0);
});

test('reset forgets what is pending and overwrites it', () => {
  const decoder = new SamFrameDecoder();
  decoder.push(encodeReply(0x90).subarray(0, 8));
  assert.is(decoder.pending, 8);
  decoder.reset();
  assert.is(decoder.pending, 0);
  assert.is(decoder.push(encodeReply(0x90)).length, 1);
});

test.run();
