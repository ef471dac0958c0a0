import { createCanvas } from '@napi-rs/canvas';
import { eyeDistance } from '../../device-daemon/face/alignment.ts';
import type { Picture } from '../../domain/index.ts';

/** Pixels between the eyes of a card's photo. */
const CARD_EYES = 23.5;

/** The picture with as few pixels as a card's photo has of a face, whose mesh points are given; itself if it has no more. */
export function asCoarseAsACard(picture: Picture, points: Float32Array): Picture {
  const scale = CARD_EYES / eyeDistance(points);
  if (scale >= 1) return picture;
  const { width, height, channels, pixels } = picture;
  const source = createCanvas(width, height);
  const data = source.getContext('2d').createImageData(width, height);
  for (let from = 0, to = 0; from < pixels.length; from += channels, to += 4)
    data.data.set([pixels[from] ?? 0, pixels[from + 1] ?? 0, pixels[from + 2] ?? 0, 255], to);
  source.getContext('2d').putImageData(data, 0, 0);
  const small = createCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, small.width, small.height);
  const drawn = context.getImageData(0, 0, small.width, small.height);
  return { width: small.width, height: small.height, channels: 4, pixels: new Uint8Array(drawn.data) };
}
