import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ReaderProfile } from '../../config/index.ts';
import { ok, type Result } from '../../domain/index.ts';
import { encodeCommand, encodeReply, joinBlob, SamFrameDecoder } from '../../firmware-bridge/card/index.ts';
import { frameTransport } from '../../firmware-bridge/transports/pcsc-wrapped.ts';

type Wrap = Partial<Extract<ReaderProfile, { transport: 'pcsc-transmit' }>['frame']>;

const REPLY = encodeReply(
  0x90,
  joinBlob({ text: new Uint8Array(256).fill(7), photo: new Uint8Array(1024).fill(9) }),
);
const READ = encodeCommand(0x30, 0x01);

function profileOf(frame: Wrap): Extract<ReaderProfile, { transport: 'pcsc-transmit' }> {
  const profile = ReaderProfile.parse({
    name: 'under-test',
    transport: 'pcsc-transmit',
    frame: { prefix: 'FF000000LL', suffix: '', stripResponse: { head: 0, tail: 2 }, ...frame },
    timeouts: { connectMs: 1000, exchangeMs: 1000 },
  });
  if (profile.transport !== 'pcsc-transmit') throw new Error('a transmit profile');
  return profile;
}

interface Told {
  readonly outcome: Result<number>;
  /** Every command that the reader got, in hex. */
  readonly asked: string[];
  /** Every answer that was handed over, as it is after the exchange. */
  readonly answers: Uint8Array[];
}

/** One exchange with a reader that answers by `reader`; gives the reply's data size. */
async function exchange(frame: Wrap, reader: (hex: string) => Uint8Array, command = READ): Promise<Told> {
  const asked: string[] = [];
  const answers: Uint8Array[] = [];
  const transport = frameTransport(async (bytes) => {
    const hex = Buffer.from(bytes).toString('hex');
    asked.push(hex);
    const answer = reader(hex);
    answers.push(answer);
    return ok(answer);
  }, profileOf(frame));
  const reply = await transport.exchange(command, 1000);
  return { outcome: reply.ok ? ok(reply.value.data.length) : reply, asked, answers };
}

const bytes = (data: Uint8Array, sw1: number, sw2: number): Uint8Array => Uint8Array.of(...data, sw1, sw2);
const codeOf = ({ outcome }: Told): string => (outcome.ok ? 'read' : outcome.error.code);

/** Hands the reply out by offset as a reader with short APDUs does. */
const byOffset =
  (reply: Uint8Array, size: number) =>
  (hex: string): Uint8Array => {
    const at = hex.startsWith('ffb1') ? Number.parseInt(hex.slice(4, 8), 16) : 0;
    return bytes(reply.subarray(at, at + size), at < reply.length ? 0x90 : 0x6b, 0);
  };

test('GET RESPONSE goes on while 61 says that there is more, with the Le that it names', async () => {
  let at = 0;
  const told = await exchange({ chunk: { by: 'get-response', command: '00C00000' } }, (hex) => {
    const size = hex.startsWith('00c0') ? Number.parseInt(hex.slice(8), 16) || 256 : 0;
    const piece = REPLY.subarray(at, at + size);
    at += size;
    const left = REPLY.length - at;
    return left > 0 ? bytes(piece, 0x61, left > 255 ? 0 : left) : bytes(piece, 0x90, 0);
  });
  assert.ok(told.outcome.ok && told.outcome.value === 1284);
  assert.equal(told.asked.slice(1), [...Array(5).fill('00c0000000'), '00c000000f']);
  for (const answer of told.answers) assert.ok(answer.subarray(0, -2).every((byte) => byte === 0));
});

test('a chain of 61 that never ends is bounded, and so is one that brings nothing', async () => {
  const wrap: Wrap = { chunk: { by: 'get-response', command: '00C00000' } };
  const endless = await exchange(wrap, () => bytes(new Uint8Array(16).fill(5), 0x61, 0x10));
  assert.is(codeOf(endless), 'E-CARD-009');
  assert.ok(endless.asked.length <= 257, `${endless.asked.length}`);
  const empty = await exchange(wrap, () => Uint8Array.of(0x61, 0x10));
  assert.is(codeOf(empty), 'E-CARD-009');
  assert.is(empty.asked.length, 2);
});

test('by offset until a shorter piece comes', async () => {
  const wrap: Wrap = { chunk: { by: 'offset', command: 'FFB1', bytes: 240 } };
  const told = await exchange(wrap, byOffset(REPLY, 240));
  assert.ok(told.outcome.ok && told.outcome.value === 1284);
  assert.is(told.asked.length, 6);
  assert.is(told.asked[5], 'ffb104b0f0');
});

test('by offset: a reply that ends with a full piece ends with "wrong offset" or with nothing', async () => {
  const wrap: Wrap = { chunk: { by: 'offset', command: 'FFB1', bytes: 185 } };
  assert.is(REPLY.length % 185, 0);
  assert.is(codeOf(await exchange(wrap, byOffset(REPLY, 185))), 'read');
  const nothing = (hex: string): Uint8Array => {
    const answer = byOffset(REPLY, 185)(hex);
    return answer.length > 2 ? answer : Uint8Array.of(0x90, 0);
  };
  assert.is(codeOf(await exchange(wrap, nothing)), 'read');
});

test('by offset: a piece longer than was asked for is no answer', async () => {
  const wrap: Wrap = { chunk: { by: 'offset', command: 'FFB1', bytes: 100 } };
  assert.is(codeOf(await exchange(wrap, byOffset(REPLY, 240))), 'E-CARD-009');
});

test('6C is answered once with the Le that it names, with and without an Le before', async () => {
  for (const [suffix, right] of [
    ['00', '0f'],
    ['', '0f'],
  ] as const) {
    const told = await exchange({ suffix }, (hex) =>
      hex.endsWith(right) ? bytes(REPLY, 0x90, 0) : Uint8Array.of(0x6c, 0x0f),
    );
    assert.is(codeOf(told), 'read', suffix);
    assert.is(told.asked.length, 2);
    const [first = '', second = ''] = told.asked;
    assert.is(second, `${first.slice(0, first.length - suffix.length)}${right}`);
  }
  const never = await exchange({ suffix: '00' }, () => Uint8Array.of(0x6c, 0x0f));
  assert.is(codeOf(never), 'E-CARD-009');
  assert.is(never.asked.length, 2);
});

test('unknown instruction and class are what another kind of card says; other refusals are a broken answer', async () => {
  for (const [sw1, code] of [
    [0x6d, 'E-CARD-003'],
    [0x6e, 'E-CARD-003'],
    [0x6f, 'E-CARD-009'],
  ] as const)
    assert.is(codeOf(await exchange({}, () => Uint8Array.of(sw1, 0))), code);
  assert.is(codeOf(await exchange({}, () => Uint8Array.of(0x90))), 'E-CARD-009');
});

test('an answer that comes twice leaves no second copy of the card', async () => {
  const { push } = SamFrameDecoder.prototype;
  const bodies: Uint8Array[] = [];
  SamFrameDecoder.prototype.push = function (chunk) {
    const found = push.call(this, chunk);
    bodies.push(...found);
    return found;
  };
  try {
    const twice = Uint8Array.of(...REPLY, ...REPLY);
    assert.is(codeOf(await exchange({}, () => bytes(twice, 0x90, 0))), 'read');
  } finally {
    SamFrameDecoder.prototype.push = push;
  }
  const [read, again] = bodies;
  assert.ok(read?.includes(9));
  assert.ok(again?.every((byte) => byte === 0));
});

test('what stands around the frame is cut off, SW1 SW2 where the profile says that they are there', async () => {
  const around = { stripResponse: { head: 3, tail: 3 } };
  const answer = (): Uint8Array => Uint8Array.of(1, 2, 3, ...REPLY, 0xff, 0x90, 0);
  assert.is(codeOf(await exchange(around, answer)), 'read');
  assert.is(codeOf(await exchange({ stripResponse: { head: 0, tail: 0 } }, () => REPLY.slice())), 'read');
});

test('a long frame wants a prefix with two bytes of length', async () => {
  const long = encodeCommand(0x30, 0x01, new Uint8Array(300));
  const short = await exchange({}, () => bytes(REPLY, 0x90, 0), long);
  assert.is(codeOf(short), 'E-CARD-015');
  assert.is(short.asked.length, 0);
  const told = await exchange({ prefix: 'FF00000000LLLL' }, () => bytes(REPLY, 0x90, 0), long);
  assert.is(codeOf(told), 'read');
  assert.ok(told.asked[0]?.startsWith(`ff00000000${long.length.toString(16).padStart(4, '0')}aaaaaa9669`));
});

test('a profile whose answer comes in pieces without SW1 SW2 is none', () => {
  assert.throws(() =>
    profileOf({ chunk: { by: 'offset', command: 'FFB1', bytes: 240 }, stripResponse: { head: 0, tail: 0 } }),
  );
});

test.run();
