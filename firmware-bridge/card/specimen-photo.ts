import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { type DecodedPhoto, fail, ok, type Result } from '../../domain/index.ts';
import { PHOTO_BYTES } from './sam-commands.ts';

/** Pixels of the photo on a second-generation card. */
export const PHOTO_WIDTH = 102;
export const PHOTO_HEIGHT = 126;

/** The photo block of a made-up card: this magic, a big-endian uint16 length, a WebP, zeros. */
const MAGIC = Buffer.from('YFSPECIMEN', 'ascii');
const HEAD_BYTES = MAGIC.length + 2;
const MAX_WEBP_BYTES = 1010;
/** How a WLT block begins: `WL`, 102, 126 little-endian. */
const WLT_START = Buffer.from([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00]);
/** Smaller pictures spend the few bytes better than a harsher quantiser does. */
const SCALES = [1, 0.8, 0.64, 0.5] as const;
const GOOD_ENOUGH_QUALITY = 20;

/** Decodes a specimen block to 102 x 126 RGB. */
export async function decodeSpecimenPhoto(block: Uint8Array): Promise<Result<DecodedPhoto>> {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  if (bytes.subarray(0, WLT_START.length).equals(WLT_START)) return fail('E-CARD-013', 'WLT block');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return fail('E-CARD-013', 'unknown kind of block');
  const length = bytes.length < HEAD_BYTES ? 0 : bytes.readUInt16BE(MAGIC.length);
  if (length === 0 || length > MAX_WEBP_BYTES || HEAD_BYTES + length > bytes.length)
    return fail('E-CARD-014', 'length');
  // A copy, since the image keeps its source and is wiped here.
  const webp = Buffer.from(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length));
  try {
    const image = await loadImage(webp);
    return ok({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT, pixels: toRgb(image) });
  } catch {
    return fail('E-CARD-014', 'not a picture');
  } finally {
    webp.fill(0);
  }
}

function toRgb(image: Image): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(PHOTO_WIDTH, PHOTO_HEIGHT);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
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

/** The picture's middle in the card's proportions, drawn at `scale` of the card's size, as WebP. */
async function encodeAt(image: Image, scale: number, quality: number): Promise<Buffer> {
  const width = Math.round(PHOTO_WIDTH * scale);
  const height = Math.round(PHOTO_HEIGHT * scale);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  const cropWidth = Math.min(image.width, (image.height * PHOTO_WIDTH) / PHOTO_HEIGHT);
  const cropHeight = Math.min(image.height, (image.width * PHOTO_HEIGHT) / PHOTO_WIDTH);
  const left = (image.width - cropWidth) / 2;
  const top = (image.height - cropHeight) / 2;
  context.drawImage(image, left, top, cropWidth, cropHeight, 0, 0, width, height);
  return canvas.encode('webp', quality);
}

/** The best quality at one scale that fits, by halving; undefined when none does. */
async function bestAt(image: Image, scale: number): Promise<{ quality: number; webp: Buffer } | undefined> {
  let best: { quality: number; webp: Buffer } | undefined;
  for (let low = 0, high = 95; low <= high; ) {
    const quality = (low + high) >> 1;
    const webp = await encodeAt(image, scale, quality);
    if (webp.length <= MAX_WEBP_BYTES) {
      best = { quality, webp };
      low = quality + 1;
    } else {
      high = quality - 1;
    }
  }
  return best;
}

/**
 * Makes the 1,024-byte specimen block from an image file of any size (PNG, JPEG, WebP): cropped to 102:126 about
 * its middle, in the best quality that fits. E-CARD-014 when it is no picture.
 */
export async function encodeSpecimenPhoto(file: Uint8Array): Promise<Result<Uint8Array>> {
  let image: Image;
  try {
    image = await loadImage(Buffer.from(file));
  } catch {
    return fail('E-CARD-014', 'not a picture');
  }
  let chosen: { quality: number; webp: Buffer } | undefined;
  for (const scale of SCALES) {
    chosen = (await bestAt(image, scale)) ?? chosen;
    if (chosen !== undefined && chosen.quality >= GOOD_ENOUGH_QUALITY) break;
  }
  if (chosen === undefined) return fail('E-CARD-014', 'does not fit on the card');
  const block = Buffer.alloc(PHOTO_BYTES);
  MAGIC.copy(block);
  block.writeUInt16BE(chosen.webp.length, MAGIC.length);
  chosen.webp.copy(block, HEAD_BYTES);
  return ok(new Uint8Array(block));
}
