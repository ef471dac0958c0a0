import { open } from 'node:fs/promises';
import type { Picture } from '../../domain/index.ts';
import { MOST_IMAGE_BYTES, readImage } from '../face/index.ts';

/** The picture of an image file, at most 1,280 pixels a side; undefined when it can't be read as one. */
export async function readPictureFile(path: string): Promise<Picture | undefined> {
  const bytes = await bytesOf(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const read = await readImage(bytes);
  return read.ok ? read.value : undefined;
}

/** The bytes of a file that is not too long to be an image. Throws when it can't be read or is. */
async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > MOST_IMAGE_BYTES) throw new Error('no file, or too large');
    return await file.readFile();
  } finally {
    await file.close();
  }
}
