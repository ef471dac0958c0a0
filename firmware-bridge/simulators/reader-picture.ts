import { createCanvas, loadImage } from '@napi-rs/canvas';
import { PHOTO_HEIGHT, PHOTO_WIDTH } from '../card/index.ts';

const HEAD_BYTES = 54;

/** A picture as a reader hands it out that decodes the photo itself: the whole image drawn at the card's 102 x 126. */
export async function readerPicture(image: Buffer, as: 'bmp' | 'jpeg'): Promise<Uint8Array> {
  const canvas = createCanvas(PHOTO_WIDTH, PHOTO_HEIGHT);
  const pen = canvas.getContext('2d');
  pen.drawImage(await loadImage(image), 0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
  if (as === 'jpeg') return new Uint8Array(canvas.toBuffer('image/jpeg'));
  return bmp(pen.getImageData(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT).data);
}

/** 24 bits a pixel, blue first, rows from the bottom and filled up to four bytes. */
function bmp(rgba: Uint8ClampedArray): Uint8Array {
  const rowBytes = Math.ceil((PHOTO_WIDTH * 3) / 4) * 4;
  const file = Buffer.alloc(HEAD_BYTES + rowBytes * PHOTO_HEIGHT);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(HEAD_BYTES, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(PHOTO_WIDTH, 18);
  file.writeInt32LE(PHOTO_HEIGHT, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < PHOTO_HEIGHT; y++)
    for (let x = 0; x < PHOTO_WIDTH; x++) {
      const from = 4 * ((PHOTO_HEIGHT - 1 - y) * PHOTO_WIDTH + x);
      const to = HEAD_BYTES + y * rowBytes + 3 * x;
      file.set([rgba[from + 2] ?? 0, rgba[from + 1] ?? 0, rgba[from] ?? 0], to);
    }
  return file;
}
