import { createCanvas, loadImage } from '@napi-rs/canvas';
import pixelmatch from 'pixelmatch';

/** Share of dots in which two PNGs differ, 0 to 1; 1 when their sizes differ. */
export async function pictureDifference(a: Buffer, b: Buffer): Promise<number> {
  const [left, right] = await Promise.all([pixelsOf(a), pixelsOf(b)]);
  if (left.width !== right.width || left.height !== right.height) return 1;
  const { width, height } = left;
  return pixelmatch(left.data, right.data, undefined, width, height, { threshold: 0.1 }) / (width * height);
}

async function pixelsOf(png: Buffer) {
  const image = await loadImage(png);
  const pen = createCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, image.width, image.height);
}
