import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { type DecodedPhoto, fail, ok, type Result } from '../../domain/index.ts';
import { avifOfBlock, isSpecimenBlock } from './specimen-block.ts';

/** Pixels of the photo on a second-generation card. */
export const PHOTO_WIDTH = 102;
export const PHOTO_HEIGHT = 126;

/** How a WLT block begins: `WL`, 102, 126 little-endian. */
const WLT_START = Buffer.from([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00]);

/** Decodes a specimen block to 102 x 126 RGB. */
export async function decodeSpecimenPhoto(block: Uint8Array): Promise<Result<DecodedPhoto>> {
  if (WLT_START.equals(block.subarray(0, WLT_START.length))) return fail('E-CARD-013', 'WLT block');
  if (!isSpecimenBlock(block)) return fail('E-CARD-013', 'unknown kind of block');
  const avif = avifOfBlock(block);
  if (avif === undefined) return fail('E-CARD-014', 'length');
  try {
    const image = await loadImage(avif);
    return ok({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT, pixels: toRgb(image) });
  } catch {
    return fail('E-CARD-014', 'not a picture');
  } finally {
    avif.fill(0);
  }
}

function toRgb(image: Image): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(PHOTO_WIDTH, PHOTO_HEIGHT);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
  const rgba = context.getImageData(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT).data;
  const rgb = new Uint8Array(PHOTO_WIDTH * PHOTO_HEIGHT * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] ?? 0;
    rgb[to++] = rgba[from + 1] ?? 0;
    rgb[to++] = rgba[from + 2] ?? 0;
  }
  rgba.fill(0);
  context.clearRect(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
  return rgb;
}
