import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type PrinterProfile, packageFolder } from '../../config/index.ts';
import type { ReceiptModel } from '../../domain/index.ts';
import { encodeReceipt } from '../../firmware-bridge/printer/index.ts';
import { drawPaper } from '../../firmware-bridge/simulators/printer/index.ts';
import { goldenSlips, profileNamed } from '../fixtures/receipts/index.ts';
import { pictureDifference } from '../support/picture-difference.ts';

/** `GOLDEN=write` makes the goldens anew; look at every picture before committing them. */
const WRITE = process.env.GOLDEN === 'write';
const FOLDER = join(packageFolder(), 'test', 'fixtures', 'golden', 'receipts');
/** Share of dots that a newer font rasteriser may set otherwise. */
const TOLERANCE = 0.002;

const slips = Object.entries(goldenSlips).flatMap(
  ([name, slip]): [string, ReceiptModel, PrinterProfile][] => [
    [name, slip, profileNamed('escpos-80')],
    [`${name}-58mm`, slip, profileNamed('escpos-58')],
  ],
);

/** Other printers: one slip each. */
for (const [name, profile] of [
  ['confirmed', 'star-line-80'],
  ['declined', 'star-line-58-tear-bar'],
  ['declined', 'escpos-58-tear-bar'],
  ['declined', 'escpos-80-no-end'],
] as const)
  slips.push([`${name}-${profile}`, goldenSlips[name] ?? { blocks: [] }, profileNamed(profile)]);

for (const [name, slip, profile] of slips) {
  test(`${name} is printed byte by byte as approved, and looks so`, async () => {
    const bytes = encodeReceipt(slip, profile);
    if (!bytes.ok) throw new Error(bytes.error.detail);
    const picture = drawPaper(bytes.value, profile);
    const base = join(FOLDER, name);
    if (WRITE) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(`${base}.bin`, bytes.value);
      writeFileSync(`${base}.png`, picture);
    }
    const approved = readFileSync(`${base}.bin`);
    assert.is(bytes.value.length, approved.length);
    assert.ok(differing(bytes.value, approved) <= approved.length * TOLERANCE, 'bytes differ');
    const share = await pictureDifference(picture, readFileSync(`${base}.png`));
    assert.ok(share <= TOLERANCE, `${share} of the picture differs`);
  });
}

function differing(a: Buffer, b: Buffer): number {
  return a.reduce((count, byte, i) => count + (byte === b[i] ? 0 : 1), 0);
}

test.run();
