import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FRAME_MAX_SIDE, frameCut } from '../../domain/index.ts';

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

test.run();
