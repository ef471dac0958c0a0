import { loadImage } from '@napi-rs/canvas';
import { type DecodedPhoto, fail, ok, type Result } from '../../domain/index.ts';
import { overwriteDecoded, rgbOfImage } from './photo/image-pixels.ts';
import { isWlt } from './photo/wlt.ts';
import { avifOfBlock, avifOfPicture, isSpecimenBlock } from './specimen-block.ts';

/** Pixels of the photo on a second-generation card. */
export const PHOTO_WIDTH = 102;
export const PHOTO_HEIGHT = 126;

/** A picture of one colour, as `overwriteDecoded` wants it. */
const PLAIN_PICTURE = avifOfPicture(
  Buffer.from('12000a093819b2fd61010d0690320c13e40000144a6478ec4248eb', 'hex'),
);

/** Decodes a specimen block to 102 x 126 RGB. */
export async function decodeSpecimenPhoto(block: Uint8Array): Promise<Result<DecodedPhoto>> {
  if (isWlt(block)) return fail('E-CARD-013', 'WLT block');
  if (!isSpecimenBlock(block)) return fail('E-CARD-013', 'unknown kind of block');
  const avif = avifOfBlock(block);
  if (avif === undefined) return fail('E-CARD-014', 'length');
  try {
    const image = await loadImage(avif);
    if (image.width !== PHOTO_WIDTH || image.height !== PHOTO_HEIGHT) return fail('E-CARD-014', 'size');
    return ok({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT, pixels: rgbOfImage(image) });
  } catch {
    return fail('E-CARD-014', 'not a picture');
  } finally {
    avif.fill(0);
    // Not waited for: the person is.
    void overwriteDecoded(PLAIN_PICTURE);
  }
}
