import { crc32 } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { imageSize } from '../../../device-daemon/face/image-head.ts';
import { readImage } from '../../../device-daemon/face/index.ts';
import { type FuzzTarget, hex, rule, utf8 } from '../target.ts';
import { errorRules } from './card.ts';
import { bmp } from './photo-image.ts';

const LARGEST_SIDE = 1280;
const MOST_PIXELS = 40_000_000;

/** Puts the checksum of a PNG's head right: a decoder would refuse another size by it alone. */
function mendPng(input: Uint8Array): Uint8Array {
  if (input.length < 33 || input[1] !== 0x50) return input;
  const mended = Buffer.from(input);
  mended.writeUInt32BE(crc32(mended.subarray(12, 29)), 29);
  return mended;
}

/** Files that `kiosk face score` is given: native decoders of five formats, behind a look at the head. */
export const faceImage: FuzzTarget = {
  name: 'face-image',
  weight: 0.5,
  seeds() {
    const canvas = createCanvas(24, 18);
    const context = canvas.getContext('2d');
    context.fillStyle = '#a05020';
    context.fillRect(2, 2, 20, 10);
    const drawn = [
      canvas.toBuffer('image/jpeg', 60),
      canvas.toBuffer('image/png'),
      canvas.toBuffer('image/webp', 60),
      canvas.toBuffer('image/gif'),
    ].map((bytes) => new Uint8Array(bytes));
    return [...drawn, bmp(7, -3), bmp(20, 20, 124)];
  },
  dictionary: [
    ...['ffd8ff', 'ffd9', 'ffc0', 'ffda', '7530', '00007530', '30750000', '2f752f', '00', 'ffffffff'].map(
      hex,
    ),
    ...['IHDR', 'IDAT', 'IEND', 'acTL', 'VP8X', 'VP8L', 'VP8 ', 'ANMF', 'GIF87a', '<svg', 'data:'].map(utf8),
    hex('21f904'),
    hex('2c00000000'),
    hex('3b'),
  ],
  mend: mendPng,
  async run(input) {
    const read = await readImage(input);
    errorRules(read);
    const size = imageSize(input);
    if (!read.ok) {
      const tooLarge = size !== undefined && size.width * size.height > MOST_PIXELS;
      rule(!tooLarge || read.error.code === 'E-FACE-014', 'what its head calls too large is not decoded');
      return;
    }
    rule(
      size !== undefined && size.width * size.height <= MOST_PIXELS,
      'the head said a size that is allowed',
    );
    const { width, height, channels, pixels } = read.value;
    rule(
      Math.max(width, height) <= LARGEST_SIDE && Math.min(width, height) >= 1,
      'the picture is small enough',
    );
    rule(pixels.length === width * height * channels, 'four bytes a pixel');
  },
};
