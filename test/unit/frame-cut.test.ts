import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type CameraRotation,
  FRAME_MAX_SIDE,
  frameCut,
  type Picture,
  writeFramePixels,
} from '../../domain/index.ts';

test('cameras of every kind: what is sent', () => {
  const sizes = [
    ['the usual one', 640, 480, 0, 640, 480],
    ['the smallest, never enlarged', 320, 240, 0, 320, 240],
    ['wide', 1280, 720, 0, 640, 480],
    ['4K', 3840, 2160, 0, 640, 480],
    ['on its side', 1280, 720, 90, 480, 640],
    ['on its other side', 640, 480, 270, 480, 640],
    ['on its head', 640, 480, 180, 640, 480],
    ['upright by itself', 720, 1280, 0, 480, 640],
    ['square', 1000, 1000, 0, 480, 480],
  ] as const;
  for (const [name, width, height, rotation, cutWidth, cutHeight] of sizes) {
    const cut = frameCut(width, height, rotation);
    assert.equal([cut.width, cut.height], [cutWidth, cutHeight], name);
  }
});

test('the frame is never distorted, never enlarged, always the middle, and never too large', () => {
  const side = fc.integer({ min: 1, max: 8000 });
  fc.assert(
    fc.property(side, side, fc.constantFrom(0, 90, 180, 270), (width, height, rotation) => {
      const { source, ...size } = frameCut(width, height, rotation);
      const [across, down] = rotation % 180 === 0 ? [size.width, size.height] : [size.height, size.width];
      // Sizes are whole pixels: half a pixel of a side is no distortion.
      const scale = across / source.width;
      assert.ok(Math.abs(source.height * scale - down) <= 1 + scale, 'distorted');
      assert.ok(across <= source.width + 0.5 && down <= source.height + 0.5, 'enlarged');
      assert.ok(Math.max(across, down) <= FRAME_MAX_SIDE && Math.min(across, down) <= 480, 'too large');
      assert.ok(Math.abs(2 * source.x + source.width - Math.max(width, source.width)) < 1e-6);
      assert.ok(Math.abs(2 * source.y + source.height - Math.max(height, source.height)) < 1e-6);
    }),
  );
});

/** A picture whose upper left pixel is red and whose upper right one is green; all else is grey. */
function marked(width: number, height: number): Picture {
  const pixels = new Uint8Array(width * height * 4).fill(100);
  pixels.set([255, 0, 0, 255], 0);
  pixels.set([0, 255, 0, 255], (width - 1) * 4);
  return { width, height, channels: 4, pixels };
}

test('a picture is turned clockwise as far as the camera is mounted askew', () => {
  const into = new Uint8Array(FRAME_MAX_SIDE ** 2 * 4);
  /** Corner of the frame, clockwise from the upper left, in which a colour channel is alone. */
  const cornerOf = (channel: number, width: number, height: number): number =>
    [0, width - 1, width * height - 1, width * (height - 1)].findIndex(
      (at) => into[4 * at + channel] === 255 && into[4 * at + 1 - channel] === 0,
    );
  for (const [rotation, red] of [
    [0, 0],
    [90, 1],
    [180, 2],
    [270, 3],
  ] as const satisfies readonly (readonly [CameraRotation, number])[]) {
    const { width, height } = writeFramePixels(marked(40, 30), rotation, into);
    assert.equal([width, height], rotation % 180 === 0 ? [40, 30] : [30, 40]);
    assert.is(cornerOf(0, width, height), red, `red at ${rotation}`);
    assert.is(cornerOf(1, width, height), (red + 1) % 4, `green at ${rotation}`);
  }
});

test('a finer picture is averaged and not thinned out', () => {
  const [width, height] = [1280, 960];
  const pixels = new Uint8Array(width * height * 4);
  // A chessboard of single pixels: grey from afar.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels.fill((x + y) % 2 === 0 ? 200 : 0, 4 * (y * width + x), 4 * (y * width + x) + 4);
  const into = new Uint8Array(FRAME_MAX_SIDE ** 2 * 4);
  assert.equal(writeFramePixels({ width, height, channels: 4, pixels }, 0, into), {
    width: 640,
    height: 480,
  });
  for (const at of [0, 1, 640, 100_000]) assert.is(into[4 * at], 100);
});

test.run();
