import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OVERWRITE_FREED } from '../../config/index.ts';
import { decodeReaderImage } from '../../firmware-bridge/card/photo/index.ts';
import { buildLibrary, wltBlock } from '../fixtures/photo/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { searchMemory, type Trace } from '../support/process-memory.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

/** Sixteen pixels from the middle of a photo of 102 x 126, in the orders in which libraries keep them. */
function tracesOf(rgb: Uint8Array): Trace[] {
  const pixels = Array.from({ length: 16 }, (_, i) => {
    const at = (63 * 102 + 43 + i) * 3;
    return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0] as const;
  });
  const orders = {
    RGB: pixels.flat(),
    BGR: pixels.flatMap(([r, g, b]) => [b, g, r]),
    RGBA: pixels.flatMap(([r, g, b]) => [r, g, b, 255]),
    BGRA: pixels.flatMap(([r, g, b]) => [b, g, r, 255]),
  };
  return Object.entries(orders).map(([form, bytes]) => ({
    what: 'photo',
    kind: 'bytes',
    form,
    bytes: Buffer.from(bytes),
  }));
}

/** A JPEG of pixels that are the same nowhere. */
function jpeg(): Buffer {
  const canvas = createCanvas(102, 126);
  const context = canvas.getContext('2d');
  const image = context.createImageData(102, 126);
  for (let i = 0; i < 102 * 126; i++)
    image.data.set([(i * 37) % 251, (i * 11) % 241, (i * 59) % 239, 255], i * 4);
  context.putImageData(image, 0, 0);
  return canvas.encodeSync('jpeg', 90);
}

/** A BMP with the same pixels, bottom row first. */
function bmp(): Buffer {
  const file = Buffer.alloc(54 + 126 * 308);
  const head = [
    0x42, 0x4d, 0xce, 0x97, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 102, 0, 0, 0, 126, 0, 0, 0, 1,
  ];
  file.set([...head, 0, 24]);
  for (let i = 0; i < 102 * 126; i++)
    file.set(
      [(i * 59) % 239, (i * 11) % 241, (i * 37) % 251],
      54 + (125 - Math.floor(i / 102)) * 308 + (i % 102) * 3,
    );
  return file;
}

/** Decodes in a process of its own: the photo is found in it while it is held, and never after it was let go. */
async function assertForgotten(block: Uint8Array, settings: object, rgb: Uint8Array): Promise<void> {
  const file = join(folder, 'block');
  writeFileSync(file, block);
  const script = new URL('../support/photo-decoding.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, file, JSON.stringify(settings)], {
    env: { ...process.env, ...OVERWRITE_FREED },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const traces = tracesOf(rgb);
    const [held] = await once(child.stdout, 'data');
    assert.is(String(held).trim(), 'held');
    assert.ok((await searchMemory(child.pid ?? 0, traces)).length > 0, 'found while it is held');
    child.stdin.write('\n');
    await once(child.stdout, 'data');
    // The plain pictures that overwrite the canvas library's places are not waited for.
    await eventually('nothing of the photo', async () => {
      const found = await searchMemory(child.pid ?? 0, traces);
      return found.length === 0;
    });
  } finally {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }
}

test("a reader's BMP is forgotten", async () => {
  const block = bmp();
  const { pixels } = must(await decodeReaderImage(block));
  await assertForgotten(block, { photoDecoder: 'reader-bmp', photoLibrary: null }, pixels);
});

test("a reader's JPEG is forgotten", async () => {
  const block = jpeg();
  const { pixels } = must(await decodeReaderImage(block));
  await assertForgotten(block, { photoDecoder: 'reader-bmp', photoLibrary: null }, pixels);
});

test("what a maker's library decoded is forgotten", async () => {
  const path = buildLibrary(folder, 'unpack');
  const settings = {
    photoDecoder: 'vendor-library',
    photoLibrary: { path, abi: 'unpack', code: 602, timeoutMs: 5000 },
  };
  const rgb = new Uint8Array(102 * 126 * 3);
  for (let i = 0; i < 102 * 126; i++) rgb.set([201, Math.floor(i / 102), i % 102], i * 3);
  await assertForgotten(wltBlock(201), settings, rgb);
});

test.run();
