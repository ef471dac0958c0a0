import type { Picture } from './face.ts';
import { type CameraRotation, frameCut } from './frame-cut.ts';

/** Samples a side that are averaged where the camera's picture is finer than the frame. */
const MOST_SAMPLES = 4;

/**
 * Writes the upright middle of a camera's picture (domain/frame-cut.ts) into `into`, RGBA, row after row; returns its
 * size in pixels. `into` must hold a frame of the largest size.
 */
export function writeFramePixels(
  picture: Picture,
  rotation: CameraRotation,
  into: Uint8Array | Uint8ClampedArray,
): { width: number; height: number } {
  const { source, width, height } = frameCut(picture.width, picture.height, rotation);
  const lying = rotation === 90 || rotation === 270;
  const step = source.width / (lying ? height : width);
  const [cos, sin] = [
    Math.round(Math.cos((rotation * Math.PI) / 180)),
    Math.round(Math.sin((rotation * Math.PI) / 180)),
  ];
  const samples = Math.max(1, Math.min(MOST_SAMPLES, Math.round(step)));
  const { pixels, channels } = picture;
  const middle = { x: source.x + source.width / 2, y: source.y + source.height / 2 };
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 4) {
      let [red, green, blue] = [0, 0, 0];
      for (let n = 0; n < samples * samples; n++) {
        const across = (x + ((n % samples) + 0.5) / samples - width / 2) * step;
        const down = (y + (Math.floor(n / samples) + 0.5) / samples - height / 2) * step;
        const column = inside(middle.x + cos * across + sin * down, picture.width);
        const row = inside(middle.y - sin * across + cos * down, picture.height);
        const at = (row * picture.width + column) * channels;
        red += pixels[at] ?? 0;
        green += pixels[at + 1] ?? 0;
        blue += pixels[at + 2] ?? 0;
      }
      into[to] = red / (samples * samples);
      into[to + 1] = green / (samples * samples);
      into[to + 2] = blue / (samples * samples);
      into[to + 3] = 255;
    }
  return { width, height };
}

function inside(place: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(place)));
}
