import { open } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Picture } from '../../domain/index.ts';

/** Larger photographs are made smaller: memory stays bounded, and no network looks at more. */
const LARGEST_SIDE = 1280;
const MOST_BYTES = 64 * 1024 * 1024;
/** A picture of more is not opened: a small file may unfold to anything. */
const MOST_PIXELS = 64e6;

/** The picture of an image file, at most 1,280 pixels a side; undefined when it can't be read as one. */
export async function readPictureFile(path: string): Promise<Picture | undefined> {
  try {
    return await pictureOfBytes(await bytesOf(path));
  } catch {
    return undefined;
  }
}

/** The picture of an image file's bytes, at most 1,280 pixels a side. Throws when they are no picture, or a huge one. */
export async function pictureOfBytes(bytes: Uint8Array): Promise<Picture> {
  const image = await loadImage(bytes);
  if (image.width < 1 || image.height < 1 || image.width * image.height > MOST_PIXELS)
    throw new Error('no size of a picture');
  const scale = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const context = createCanvas(width, height).getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return {
    width,
    height,
    channels: 4,
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new Error('too large');
    return await file.readFile();
  } finally {
    await file.close();
  }
}
