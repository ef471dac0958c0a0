import type { Picture } from './face.ts';

/** A place in a picture, in pixels; z of a mesh point on the same scale, smaller is nearer. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Mean colour of a spot, 0..255 each. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Luminance 0..255 of a colour (ITU-R BT.601). */
export function luminanceOf({ red, green, blue }: Colour): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** Samples a side of a spot. */
const SIDE = 3;

/** Mean colour of a square spot of `size` pixels about `at`; undefined when its middle lies outside of the picture. */
export function colourAt(picture: Picture, at: Place, size: number): Colour | undefined {
  const { width, height, channels, pixels } = picture;
  if (!(at.x >= 0 && at.y >= 0 && at.x < width && at.y < height)) return undefined;
  let [red, green, blue] = [0, 0, 0];
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const x = Math.floor(at.x + (column / (SIDE - 1) - 0.5) * size);
      const y = Math.floor(at.y + (row / (SIDE - 1) - 0.5) * size);
      const pixel =
        (Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))) * channels;
      red += pixels[pixel] ?? 0;
      green += pixels[pixel + 1] ?? 0;
      blue += pixels[pixel + 2] ?? 0;
    }
  const count = SIDE * SIDE;
  return { red: red / count, green: green / count, blue: blue / count };
}

/** Luminance 0..255 at a place, bilinear; beyond the edge the nearest pixel counts. */
export function greyAt(picture: Picture, at: Place): number {
  const { width, height, channels, pixels } = picture;
  const x = Math.max(0, Math.min(width - 1.001, at.x));
  const y = Math.max(0, Math.min(height - 1.001, at.y));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  let grey = 0;
  for (let corner = 0; corner < 4; corner++) {
    const [right, below] = [corner & 1, corner >> 1];
    const weight = (right ? x - left : 1 - x + left) * (below ? y - top : 1 - y + top);
    const pixel = (Math.min(top + below, height - 1) * width + Math.min(left + right, width - 1)) * channels;
    grey +=
      weight *
      (0.299 * (pixels[pixel] ?? 0) + 0.587 * (pixels[pixel + 1] ?? 0) + 0.114 * (pixels[pixel + 2] ?? 0));
  }
  return grey;
}

/** The middle one of some numbers; 0 of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** 0 up to `none`, 1 from `full`, straight between; `full` may be the smaller one. */
export function ramp(value: number, none: number, full: number): number {
  return Math.max(0, Math.min(1, (value - none) / (full - none)));
}
