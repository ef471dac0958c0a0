import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeReply, SamFrameDecoder } from '../../firmware-bridge/card/index.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Pieces of a line: right frames, noise, and noise that looks like the beginning of a frame. */
const piece = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 300 }))
    .map(([status, data]) => encodeReply(status, data)),
  fc.uint8Array({ maxLength: 40 }),
  fc.constant(Uint8Array.of(0xaa, 0xaa)),
  fc.constant(Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00)),
);

test('any chunking gives the same frames and discards the same bytes', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 }),
      (pieces, cuts) => {
        const line = Uint8Array.from(pieces.flatMap((part) => [...part]));
        const whole = new SamFrameDecoder();
        const expected = whole.push(line).map(hex);
        const split = new SamFrameDecoder();
        const got: string[] = [];
        for (let at = 0, i = 0; at < line.length; i++) {
          const size = cuts[i % cuts.length] ?? 1;
          got.push(...split.push(line.subarray(at, at + size)).map(hex));
          at += size;
        }
        assert.equal(got, expected);
        assert.is(split.discarded, whole.discarded);
      },
    ),
    { numRuns: 300 },
  );
});

test('a frame split at every byte, with garbage in front, comes out once', () => {
  const frame = encodeReply(0x9f, new Uint8Array(4));
  const garbage = Uint8Array.of(0x00, 0xaa, 0xaa, 0xaa, 0x96, 0x12, 0xaa);
  for (let cut = 0; cut <= garbage.length + frame.length; cut++) {
    const line = Uint8Array.from([...garbage, ...frame]);
    const decoder = new SamFrameDecoder();
    const bodies = [...decoder.push(line.subarray(0, cut)), ...decoder.push(line.subarray(cut))];
    assert.is(bodies.length, 1, `cut at ${cut}`);
    assert.is(decoder.discarded, garbage.length);
  }
});

test('frames that follow each other after any noise without a preamble are all found', () => {
  const noise = fc.uint8Array({ maxLength: 3000 }).map((bytes) => bytes.map((byte) => byte & 0x7f));
  fc.assert(
    fc.property(noise, fc.array(fc.uint8Array({ maxLength: 1300 }), { maxLength: 8 }), (before, datas) => {
      const decoder = new SamFrameDecoder();
      const line = [...before, ...datas.flatMap((data) => [...encodeReply(0x90, data)])];
      assert.equal(
        decoder.push(Uint8Array.from(line)).map((body) => hex(body.subarray(3))),
        datas.map(hex),
      );
      assert.is(decoder.discarded, before.length);
    }),
    { numRuns: 100 },
  );
});

test('4 MiB of hostile noise costs a bounded number of steps: every byte is kept or discarded once', () => {
  // Preamble after preamble with the longest length that is believed and a checksum that never fits.
  const unit = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x0f, 0xff, 0x01);
  const noise = new Uint8Array(4 * 1024 * 1024);
  for (let at = 0; at < noise.length; at += unit.length) noise.set(unit, at);
  const decoder = new SamFrameDecoder();
  let frames = 0;
  for (let at = 0; at < noise.length; at += 64) frames += decoder.push(noise.subarray(at, at + 64)).length;
  assert.ok(decoder.pending <= 4096 + 7);
  assert.is(decoder.discarded + decoder.pending + frames * (4095 + 7), noise.length);
});

test.run();
