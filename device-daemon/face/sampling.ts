import type { Picture } from '../../domain/index.ts';

/** Maps a point (x, y) of the result into the source: x' = a x + b y + c, y' = d x + e y + f, in pixels. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** How colour values 0..255 become network input, and in which order the colour planes stand. */
export interface ColourScale {
  readonly mean: number;
  readonly deviation: number;
  readonly order: 'rgb' | 'bgr';
}

/** More samples a pixel than this a side add nothing that a network would see. */
const MOST_SAMPLES = 4;

/**
 * Draws the part of a picture that `map` names into `target`, planes of `size` x `size`, bilinearly; where the source is
 * finer than the target, several samples a pixel are averaged. Outside of the picture is black.
 */
export function samplePicture(
  picture: Picture,
  map: Affine,
  size: number,
  scale: ColourScale,
  target: Float32Array,
): void {
  const step = Math.hypot(map.a, map.d);
  const samples = Math.min(MOST_SAMPLES, Math.max(1, Math.round(step)));
  const plane = size * size;
  const share = 1 / (samples * samples * scale.deviation);
  const offset = scale.mean / scale.deviation;
  const [first, last] = scale.order === 'rgb' ? [0, 2] : [2, 0];
  const { width, height, channels, pixels } = picture;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let sy = 0; sy < samples; sy++) {
        for (let sx = 0; sx < samples; sx++) {
          const tx = column + (sx + 0.5) / samples;
          const ty = row + (sy + 0.5) / samples;
          const x = map.a * tx + map.b * ty + map.c - 0.5;
          const y = map.d * tx + map.e * ty + map.f - 0.5;
          const left = Math.floor(x);
          const top = Math.floor(y);
          if (left < -1 || top < -1 || left >= width || top >= height) continue;
          const [fx, fy] = [x - left, y - top];
          for (let corner = 0; corner < 4; corner++) {
            const px = left + (corner & 1);
            const py = top + (corner >> 1);
            if (px < 0 || py < 0 || px >= width || py >= height) continue;
            const weight = (corner & 1 ? fx : 1 - fx) * (corner >> 1 ? fy : 1 - fy);
            const at = (py * width + px) * channels;
            red += weight * (pixels[at] ?? 0);
            green += weight * (pixels[at + 1] ?? 0);
            blue += weight * (pixels[at + 2] ?? 0);
          }
        }
      }
      const at = row * size + column;
      target[first * plane + at] = red * share - offset;
      target[plane + at] = green * share - offset;
      target[last * plane + at] = blue * share - offset;
    }
  }
}

/** As `samplePicture`, in grey 0..255; outside of the picture the nearest pixel counts. */
export function sampleGrey(picture: Picture, map: Affine, size: number, target: Float32Array): void {
  const { width, height, channels, pixels } = picture;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const x = Math.max(0, Math.min(width - 1.001, map.a * column + map.b * row + map.c));
      const y = Math.max(0, Math.min(height - 1.001, map.d * column + map.e * row + map.f));
      const [left, top] = [Math.floor(x), Math.floor(y)];
      let grey = 0;
      for (let corner = 0; corner < 4; corner++) {
        const weight = (corner & 1 ? x - left : 1 - x + left) * (corner >> 1 ? y - top : 1 - y + top);
        const at = ((top + (corner >> 1)) * width + left + (corner & 1)) * channels;
        grey +=
          weight *
          (0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0));
      }
      target[row * size + column] = grey;
    }
}
