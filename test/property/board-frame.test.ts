import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type BoardFrame,
  BoardFrameDecoder,
  encodeBoardFrame,
  MAX_PAYLOAD,
} from '../../firmware-bridge/board/board-frame.ts';
import { cobsDecode, cobsEncode } from '../../firmware-bridge/board/cobs.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const frame = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  sequence: fc.integer({ min: 0, max: 255 }),
  payload: fc.uint8Array({ maxLength: MAX_PAYLOAD }),
});
const cuts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 });

/** Bytes that are the same at each run, so that counts are. */
function dice(): () => number {
  let seed = 0x2f6e2b1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed >>> 24;
  };
}

const bytesOf = ({ type, sequence, payload }: BoardFrame): string =>
  hex(Uint8Array.of(type, sequence, ...payload));

/** The frames of a line that comes in these pieces. */
function decode(line: Uint8Array, sizes: readonly number[]) {
  const decoder = new BoardFrameDecoder();
  const frames = [];
  for (let at = 0, i = 0; at < line.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    frames.push(...decoder.push(line.subarray(at, at + size)));
    at += size;
  }
  return { frames, dropped: decoder.dropped };
}

test('COBS gives every run of bytes back and never holds a zero', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1100 }), fc.integer({ min: 0, max: 255 }), (bytes, most) => {
      // Runs without a zero that are longer than one code can tell of.
      const sparse = bytes.map((byte) => (byte <= most ? byte || 1 : 0));
      for (const each of [bytes, sparse]) {
        const encoded = cobsEncode(each);
        assert.not.ok(encoded.includes(0));
        assert.ok(encoded.length <= each.length + Math.ceil(Math.max(each.length, 1) / 254));
        assert.is(hex(cobsDecode(encoded) ?? Uint8Array.of(1, 2, 3)), hex(each));
      }
    }),
    { numRuns: 300 },
  );
});

test('frames between any noise, in any chunking, come out as they went in', () => {
  const noise = fc.uint8Array({ maxLength: 80 });
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 10 }), cuts, (pieces, sizes) => {
      const line = pieces.flatMap(([before, each]) => [...before, ...encodeBoardFrame(each)]);
      const { frames } = decode(Uint8Array.from(line), sizes);
      // A run of noise that happens to be a frame is one in 65536; it may be among them, in place of none.
      const found = frames.map(bytesOf);
      let at = 0;
      for (const [, each] of pieces) {
        at = found.indexOf(bytesOf(each), at) + 1;
        assert.is.not(at, 0, 'a frame is missing');
      }
    }),
    { numRuns: 300 },
  );
});

test('any chunking gives the same frames and drops the same', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(frame.map(encodeBoardFrame), fc.uint8Array())), cuts, (pieces, sizes) => {
      const line = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
      assert.equal(decode(line, sizes), decode(line, [line.length + 1]));
    }),
    { numRuns: 300 },
  );
});

test('a flipped bit makes another frame less often than once in 65536, whatever it does to COBS', () => {
  const throwByte = dice();
  let flips = 0;
  let wrong = 0;
  for (let i = 0; i < 2500; i++) {
    // Many zeros: each is a code byte of COBS on the wire, where one bit moves the bytes behind it.
    const payload = Uint8Array.from({ length: i % (MAX_PAYLOAD + 1) }, () =>
      throwByte() < 80 ? 0 : throwByte(),
    );
    const sent = { type: throwByte(), sequence: throwByte(), payload };
    const line = encodeBoardFrame(sent);
    for (let bit = 0; bit < line.length * 8; bit++) {
      const flipped = line.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      flips++;
      const { frames } = decode(Uint8Array.of(0, ...flipped, 0), [400]);
      wrong += frames.filter((got) => bytesOf(got) !== bytesOf(sent)).length;
    }
  }
  assert.ok(wrong <= flips / 65_536, `${wrong} of ${flips}`);
});

test('of frames whose bytes were thrown, about one in 65536 passes the check sum', () => {
  const throwByte = dice();
  const TRIES = 800_000;
  const decoder = new BoardFrameDecoder();
  let passed = 0;
  const noise = new Uint8Array(10);
  for (let i = 0; i < TRIES; i++) {
    // Well-formed COBS of eight bytes: only the check sum can tell.
    for (let at = 1; at < 9; at++) noise[at] = (throwByte() % 255) + 1;
    noise[0] = 9;
    noise[9] = 0;
    passed += decoder.push(noise).length;
  }
  assert.ok(passed > 0 && passed < (3 * TRIES) / 65_536, `${passed} of ${TRIES}`);
});

test('4 MiB of noise without and with zeros: every byte once, the memory of one frame', () => {
  const decoder = new BoardFrameDecoder();
  const noise = new Uint8Array(4 * 1024 * 1024).fill(0xa5);
  assert.is(decoder.push(noise).length, 0);
  assert.is(decoder.push(Uint8Array.of(0)).length, 0);
  assert.is(decoder.dropped, 1);
  noise.forEach((_, at) => {
    if (at % 39 === 0) noise[at] = 0;
  });
  decoder.push(noise);
  assert.is(decoder.dropped, 1 + Math.floor(noise.length / 39));
});

test.run();
