import { createCanvas } from '@napi-rs/canvas';
import { DecodedPhoto } from '../../../domain/index.ts';
import { decodeReaderImage } from '../../../firmware-bridge/card/photo/index.ts';
import { type FuzzTarget, hex, rule } from '../target.ts';
import { errorRules } from './card.ts';

/** A BMP of 24 bits, rows from the bottom unless `height` is below 0. */
export function bmp(width: number, height: number, infoBytes = 40): Uint8Array {
  const rowBytes = (width * 3 + 3) & ~3;
  const bytes = Buffer.alloc(14 + infoBytes + rowBytes * Math.abs(height), 0x55);
  bytes.fill(0, 0, 14 + infoBytes);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(14 + infoBytes, 10);
  bytes.writeUInt32LE(infoBytes, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return new Uint8Array(bytes);
}

async function imageRules(input: Uint8Array): Promise<void> {
  const photo = await decodeReaderImage(input);
  errorRules(photo);
  if (!photo.ok) return;
  const { width, height, pixels } = DecodedPhoto.parse(photo.value);
  rule(pixels.length === width * height * 3, 'three bytes a pixel');
}

/** Own decoder. */
export const photoBmp: FuzzTarget = {
  name: 'photo-bmp',
  weight: 6,
  seeds: () => [bmp(5, 4), bmp(7, -3), bmp(20, 20, 124), bmp(1, 1, 108)],
  dictionary: [
    '424d',
    '00000080',
    'ffffffff',
    'ffffff7f',
    '00000000',
    '18000000',
    '2000',
    '0100',
    '28000000',
  ].map(hex),
  run: imageRules,
};

/** The canvas library's decoder, native code, behind a look at the headers. */
export const photoJpeg: FuzzTarget = {
  name: 'photo-jpeg',
  weight: 0.4,
  seeds: () =>
    [8, 40].map((side) => {
      const canvas = createCanvas(side, side + 4);
      const context = canvas.getContext('2d');
      context.fillStyle = '#a05020';
      context.fillRect(2, 2, side - 4, side - 2);
      return new Uint8Array(canvas.toBuffer('image/jpeg', 60));
    }),
  dictionary: [
    'ffd8',
    'ffd9',
    'ffc0',
    'ffc2',
    'ffda',
    'ffdb',
    'ffc4',
    'ffdd0004',
    'ffe0',
    'ffff',
    '0011',
  ].map(hex),
  run: imageRules,
};
