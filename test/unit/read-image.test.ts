import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readImage } from '../../device-daemon/face/index.ts';
import { corpusOf } from '../fuzz/corpus.ts';
import { bmp } from '../fuzz/targets/photo-image.ts';

/** A red picture with a blue lower half, as a file. */
function drawn(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#0000ff';
  context.fillRect(0, height / 2, width, height / 2);
  return canvas;
}

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  const read = await readImage(bytes);
  return read.ok ? 'read' : read.error.code;
};

test('a picture of each kind is read as it was drawn', async () => {
  const canvas = drawn(60, 40);
  for (const [kind, bytes] of Object.entries({
    jpeg: canvas.toBuffer('image/jpeg', 95),
    png: canvas.toBuffer('image/png'),
    webp: canvas.toBuffer('image/webp', 95),
    gif: canvas.toBuffer('image/gif'),
  })) {
    const read = await readImage(bytes);
    assert.ok(read.ok, kind);
    const { width, height, channels, pixels } = read.value;
    assert.equal([width, height, channels, pixels.length], [60, 40, 4, 60 * 40 * 4], kind);
    const [top, bottom] = [10 * 60 * 4, 35 * 60 * 4];
    assert.ok((pixels[top] ?? 0) > 200 && (pixels[top + 2] ?? 255) < 60, `${kind}: red above`);
    assert.ok((pixels[bottom] ?? 255) < 60 && (pixels[bottom + 2] ?? 0) > 200, `${kind}: blue below`);
  }
  assert.is(await codeOf(bmp(7, -3)), 'read');
});

test('a large photograph is made smaller and keeps its proportions', async () => {
  const read = await readImage(drawn(4000, 3000).toBuffer('image/jpeg', 60));
  assert.ok(read.ok);
  assert.equal([read.value.width, read.value.height], [1280, 960]);
});

test('a file that is cut off anywhere is refused, never a picture that is half grey', async () => {
  const canvas = drawn(60, 40);
  const files = [
    canvas.toBuffer('image/jpeg'),
    canvas.toBuffer('image/png'),
    canvas.toBuffer('image/webp'),
    canvas.toBuffer('image/gif'),
    Buffer.from(bmp(20, 20)),
  ];
  for (const file of files)
    for (const share of [0, 0.1, 0.3, 0.6, 0.9, 0.99])
      assert.is(await codeOf(file.subarray(0, Math.floor(share * file.length))), 'E-FACE-013');
});

test('a head that claims too much is refused before anything is decoded', async () => {
  const before = process.memoryUsage.rss();
  const codes = new Map<string, string>();
  for (const { name, input } of corpusOf('face-image')) codes.set(name, await codeOf(input));
  for (const name of [
    'png-of-30000-pixels',
    'jpeg-of-30000-pixels',
    'webp-canvas-of-16777216-pixels',
    'webp-small-canvas-around-16383-pixels',
    'gif-frame-beyond-its-screen',
  ])
    assert.is(codes.get(`${name}.hex`), 'E-FACE-014', name);
  // 30,000 x 30,000 pixels would be 3.6 GB.
  assert.ok(process.memoryUsage.rss() - before < 400e6);
});

test('what is no image, or of a kind that can name other files, is refused', async () => {
  for (const bytes of [
    '',
    'hello',
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="file:///etc/hostname"/></svg>',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  ])
    assert.is(await codeOf(Buffer.from(bytes)), 'E-FACE-013', bytes);
  assert.is(await codeOf(drawn(20, 20).toBuffer('image/avif')), 'E-FACE-013', 'AVIF');
  assert.is(await codeOf(new Uint8Array(65 * 1024 * 1024)), 'E-FACE-014', 'a file of 65 MiB');
});

test.run();
