import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';

/**
 * The canvas library keeps decoded AV1 pictures in an allocator of its own, which frees without overwriting and gives
 * freed places out again in turn, one set for each of the four threads of Node's pool. So many plain pictures of
 * the same size, decoded afterwards, lie on every place where the photo lay.
 */
const PLAIN_ROUNDS = 16;
const POOL_THREADS = 4;

/** Decodes a plain picture, of the same kind and size as a photo, often enough to lie where the photo lay. */
export async function overwriteDecoded(plain: Buffer): Promise<void> {
  for (let round = 0; round < PLAIN_ROUNDS; round++)
    await Promise.all(Array.from({ length: POOL_THREADS }, () => loadImage(plain)));
}

/** The pixels of an image in its own size, RGB rows from the top; what the library gave is overwritten. */
export function rgbOfImage(image: Image): Uint8Array<ArrayBuffer> {
  const { width, height } = image;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] ?? 0;
    rgb[to++] = rgba[from + 1] ?? 0;
    rgb[to++] = rgba[from + 2] ?? 0;
  }
  rgba.fill(0);
  context.clearRect(0, 0, width, height);
  return rgb;
}
