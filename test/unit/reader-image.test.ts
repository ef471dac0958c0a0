import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DecodedPhoto } from '../../domain/index.ts';
import { photoDecoder, readCard } from '../../firmware-bridge/card/index.ts';
import { wltBlock } from '../fixtures/photo/index.ts';
import { must } from '../support/county-fixture.ts';
import { TEXT_VECTORS } from '../support/text-vectors.ts';

const decoder = photoDecoder({ photoDecoder: 'reader-bmp' });

const red = (x: number, y: number): number => (x * 7 + y) & 0xff;

/** A BMP of 24 bits whose red follows from the place, green is the row and blue the column. */
function bmp(width: number, height: number, { topDown = false, headerBytes = 40, padding = 0 } = {}): Buffer {
  const rowBytes = (width * 3 + 3) & ~3;
  const pixelsAt = 14 + headerBytes;
  const file = Buffer.alloc(pixelsAt + rowBytes * height + padding);
  file.write('BM', 'ascii');
  file.writeUInt32LE(pixelsAt + rowBytes * height, 2);
  file.writeUInt32LE(pixelsAt, 10);
  file.writeUInt32LE(headerBytes, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(topDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = pixelsAt + (topDown ? y : height - 1 - y) * rowBytes + x * 3;
      file.set([x & 0xff, y & 0xff, red(x, y)], at);
    }
  return file;
}

function jpeg(width: number, height: number): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#d01010';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#1010d0';
  context.fillRect(width / 2, 0, width / 2, height);
  return canvas.encodeSync('jpeg', 90);
}

const pixelOf = ({ pixels, width }: DecodedPhoto, x: number, y: number): number[] => [
  ...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

async function codeOf(block: Uint8Array): Promise<string> {
  const photo = await decoder.decode(block);
  return photo.ok ? 'decoded' : photo.error.code;
}

for (const [width, height] of [
  [102, 126],
  [1, 1],
  [7, 3],
  [358, 441],
  [1024, 1024],
] as const)
  for (const topDown of [false, true])
    test(`a BMP of ${width} x ${height}, ${topDown ? 'top' : 'bottom'} row first`, async () => {
      const photo = must(await decoder.decode(bmp(width, height, { topDown })));
      assert.equal([photo.width, photo.height], [width, height]);
      for (const [x, y] of [
        [0, 0],
        [width - 1, 0],
        [width >> 1, height >> 1],
        [width - 1, height - 1],
      ] as const)
        assert.equal(pixelOf(photo, x, y), [red(x, y), y & 0xff, x & 0xff], `${x}, ${y}`);
    });

test('a BMP with a longer header, and one that the reader padded', async () => {
  for (const options of [{ headerBytes: 108 }, { headerBytes: 124 }, { padding: 3000 }])
    assert.equal(pixelOf(must(await decoder.decode(bmp(102, 126, options))), 101, 0), [red(101, 0), 0, 101]);
});

/** What a header may say wrongly: place, bytes, value. */
const LIES: readonly [what: string, at: number, bytes: 2 | 4, value: number][] = [
  ['longer than it is', 2, 4, 0x7fffffff],
  ['without pixels', 2, 4, 54],
  ['pixels in the header', 10, 4, 0],
  ['pixels behind the end', 10, 4, 0xfffffff0],
  ['an OS/2 header', 14, 4, 12],
  ['a header of no bytes', 14, 4, 0],
  ['no width', 18, 4, 0],
  ['a width below nothing', 18, 4, 0xffffff9a],
  ['a width of 1025', 18, 4, 1025],
  ['a width of two milliards', 18, 4, 0x7fffffff],
  ['no height', 22, 4, 0],
  ['a height of 1025', 22, 4, 1025],
  ['the smallest height that there is', 22, 4, 0x80000000],
  ['no plane', 26, 2, 0],
  ['8 bits', 28, 2, 8],
  ['32 bits', 28, 2, 32],
  ['run lengths', 30, 4, 1],
];

for (const [what, at, bytes, value] of LIES)
  test(`a BMP that says: ${what}`, async () => {
    const file = bmp(102, 126);
    file.writeUIntLE(value, at, bytes);
    assert.is(await codeOf(file), 'E-CARD-014');
  });

test('a BMP that is cut off anywhere', async () => {
  const file = bmp(102, 126);
  for (const length of [2, 13, 53, 54, 300, file.length - 1])
    assert.is(await codeOf(file.subarray(0, length)), 'E-CARD-014', `${length}`);
});

test('any header and any bytes end as a picture of the allowed size or as an error', async () => {
  const file = bmp(102, 126);
  const changes = fc.array(fc.tuple(fc.nat(53), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(changes, fc.nat(file.length), async (bytes, length) => {
      const changed = Buffer.from(file);
      for (const [at, value] of bytes) changed[at] = value;
      const photo = await decoder.decode(changed.subarray(0, Math.max(length, 300)));
      if (photo.ok) assert.ok(photo.value.width <= 1024 && photo.value.height <= 1024);
      else assert.match(photo.error.code, /^E-CARD-01[34]$/);
    }),
    { numRuns: 300 },
  );
});

test('a JPEG is decoded in its size, padded by the reader or not', async () => {
  for (const [width, height] of [
    [102, 126],
    [300, 400],
  ] as const)
    for (const padding of [0, 2000]) {
      const photo = must(await decoder.decode(Buffer.concat([jpeg(width, height), Buffer.alloc(padding)])));
      assert.equal([photo.width, photo.height], [width, height]);
      const [leftRed = 0, , leftBlue = 0] = pixelOf(photo, 10, 60);
      const [rightRed = 0, , rightBlue = 0] = pixelOf(photo, width - 10, 60);
      assert.ok(leftRed > 180 && leftBlue < 60 && rightRed < 60 && rightBlue > 180);
    }
});

test('a JPEG that is cut off, claims a huge picture, or is none', async () => {
  const file = jpeg(102, 126);
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  assert.ok(frame > 0);
  const huge = Buffer.from(file);
  huge.writeUInt16BE(65_500, frame + 5);
  huge.writeUInt16BE(65_500, frame + 7);
  const shorter = Buffer.from(file);
  shorter.writeUInt16BE(1, frame + 2);
  const arithmetic = Buffer.from(file);
  arithmetic[frame + 1] = 0xc9;
  const hollow = Buffer.concat([file.subarray(0, 4), Buffer.from([0xff, 0xd9])]);
  for (const bad of [file.subarray(0, 700), file.subarray(0, -1), huge, shorter, arithmetic, hollow])
    assert.is(await codeOf(bad), 'E-CARD-014');
});

/** `file` with other bytes, made of its frame header, in that header's place. */
function withFrame(file: Buffer, of: (frame: Buffer) => readonly Buffer[]): Buffer {
  const at = file.indexOf(Buffer.from([0xff, 0xc0]));
  const end = at + 2 + file.readUInt16BE(at + 2);
  return Buffer.concat([file.subarray(0, at), ...of(file.subarray(at, end)), file.subarray(end)]);
}

for (const alone of [0x01, 0xd0, 0xd7])
  test(`a second frame header that only the canvas library sees (marker ${alone.toString(16)})`, async () => {
    const segment = (marker: number, bytes: number): Buffer =>
      Buffer.from([0xff, marker, (bytes + 2) >> 8, (bytes + 2) & 0xff]);
    // The library steps over two bytes and finds the big picture; behind it the small one is a comment to it. Who
    // takes a length for this marker too steps over the big picture.
    const file = withFrame(jpeg(102, 126), (small) => {
      const big = Buffer.from(small);
      big.writeUInt16BE(1100, 5);
      big.writeUInt16BE(1100, 7);
      const comment = segment(0xfe, small.length);
      return [segment(alone, big.length + comment.length), big, comment, small];
    });
    const photo = await decoder.decode(file);
    assert.equal(photo, { ok: false, error: { code: 'E-CARD-014', detail: 'JPEG: frame header' } });
  });

test('a WLT block and anything else is not the reader’s picture', async () => {
  for (const block of [wltBlock(1), new Uint8Array(0), new Uint8Array(1024), Buffer.from('GIF89a')])
    assert.is(await codeOf(block), 'E-CARD-013');
});

test('a card whose reader gives the picture is read with it; nothing of the block stays', async () => {
  const blob = { text: new Uint8Array(Buffer.from(TEXT_VECTORS[0].hex, 'hex')), photo: bmp(102, 126) };
  const reading = must(
    await readCard({ readBlob: async () => ({ ok: true, value: blob }) }, decoder, 'test'),
  );
  assert.is(reading.photoCode, null);
  assert.is(reading.decoder, 'reader-bmp');
  assert.equal(pixelOf(reading.photo ?? { width: 0, height: 0, pixels: new Uint8Array() }, 50, 9), [
    red(50, 9),
    9,
    50,
  ]);
  assert.ok([...blob.photo, ...blob.text].every((byte) => byte === 0));
});

test('a decoder that throws costs the photo and not the card', async () => {
  const blob = { text: new Uint8Array(Buffer.from(TEXT_VECTORS[0].hex, 'hex')), photo: wltBlock(1) };
  const broken = {
    name: 'broken',
    decode: () => Promise.reject(new Error('broken')),
  };
  const reading = must(await readCard({ readBlob: async () => ({ ok: true, value: blob }) }, broken, 'test'));
  assert.equal([reading.photo, reading.photoCode], [null, 'E-CARD-014']);
});

test.run();
