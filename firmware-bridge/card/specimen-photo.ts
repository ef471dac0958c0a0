import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { type DecodedPhoto, fail, ok, type Result } from '../../domain/index.ts';
import { avifOfBlock, avifOfPicture, isSpecimenBlock } from './specimen-block.ts';

/** Pixels of the photo on a second-generation card. */
export const PHOTO_WIDTH = 102;
export const PHOTO_HEIGHT = 126;

/** How a WLT block begins: `WL`, 102, 126 little-endian. */
const WLT_START = Buffer.from([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00]);

/**
 * The canvas library keeps decoded pictures in an allocator of its own, which frees without overwriting and gives
 * freed places out again in turn, one set for each of the four threads of Node's pool. So many plain pictures of
 * the same size, decoded afterwards, lie on every place where the photo lay.
 */
const PLAIN_PICTURE = Buffer.from('12000a093819b2fd61010d0690320c13e40000144a6478ec4248eb', 'hex');
const PLAIN_ROUNDS = 16;
const POOL_THREADS = 4;

async function overwriteDecoded(): Promise<void> {
  const plain = avifOfPicture(PLAIN_PICTURE);
  for (let round = 0; round < PLAIN_ROUNDS; round++)
    await Promise.all(Array.from({ length: POOL_THREADS }, () => loadImage(plain)));
}

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
    // Not waited for: the person is.
    void overwriteDecoded();
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
