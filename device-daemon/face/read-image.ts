import { createCanvas, loadImage } from '@napi-rs/canvas';
import { fail, ok, type Picture, type Result } from '../../domain/index.ts';
import { imageSize } from './image-head.ts';

/** Longest image file that is looked at. */
export const MOST_IMAGE_BYTES = 64 * 1024 * 1024;
/** Decoding takes four bytes a pixel: 160 MB at the most. */
const MOST_PIXELS = 40_000_000;
const MOST_SIDE = 12_000;
/** Larger photographs are made smaller: the nets look at 128 x 128 first, and memory stays bounded. */
const LARGEST_SIDE = 1280;

/**
 * Reads an image file's bytes: JPEG, PNG, WebP, BMP or GIF (the first frame), in RGBA, made smaller so that its longer
 * side has at most `largestSide` pixels. Kind and size are taken from the head before anything is decoded. E-FACE-013
 * when it is not a whole image of these kinds, E-FACE-014 when it is too large. The bytes stay the caller's.
 */
export async function readImage(bytes: Uint8Array, largestSide = LARGEST_SIDE): Promise<Result<Picture>> {
  if (bytes.length > MOST_IMAGE_BYTES) return fail('E-FACE-014', 'file');
  const size = imageSize(bytes);
  if (size === undefined || size.width < 1 || size.height < 1) return fail('E-FACE-013', 'head');
  if (Math.max(size.width, size.height) > MOST_SIDE || size.width * size.height > MOST_PIXELS)
    return fail('E-FACE-014', `${size.width} x ${size.height}`);
  try {
    const image = await loadImage(bytes);
    // Not the head's sides: a photograph may say that it is to be turned.
    if (image.width < 1 || image.height < 1 || image.width * image.height > MOST_PIXELS)
      return fail('E-FACE-013', 'size');
    const scale = Math.min(1, largestSide / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(image.width * scale));
    const height = Math.max(1, Math.round(image.height * scale));
    const context = createCanvas(width, height).getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return ok({ width, height, channels: 4, pixels });
  } catch {
    return fail('E-FACE-013', 'not decoded');
  }
}
