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

/** Pixels of the source a side that one sample stands for: it is the mean of two. */
const PIXELS_A_SAMPLE = 1.8;
/** More samples a pixel than this a side add nothing that a network would see. */
const MOST_SAMPLES = 3;

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
  const samples = Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(step / PIXELS_A_SAMPLE)));
  const plane = size * size;
  const share = 1 / (samples * samples * scale.deviation);
  const offset = scale.mean / scale.deviation;
  const [redAt, blueAt] = scale.order === 'rgb' ? [0, 2 * plane] : [2 * plane, 0];
  const { width, height, channels, pixels } = picture;
  // Reads of a view are checked by the engine and give numbers, without a second check of ours for each of them.
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const { a, b, c, d, e, f } = map;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sy = 0; sy < samples; sy++) {
        const ty = row + (sy + 0.5) / samples;
        for (let sx = 0; sx < samples; sx++) {
          const tx = column + (sx + 0.5) / samples;
          const x = a * tx + b * ty + c - 0.5;
          const y = d * tx + e * ty + f - 0.5;
          if (x <= -1 || y <= -1 || x >= width || y >= height) continue;
          const left = Math.floor(x);
          const top = Math.floor(y);
          // What lies outside of the picture is read from its rim and weighs nothing.
          const east = left + 1 < width ? x - left : 0;
          const west = left < 0 ? 0 : 1 - x + left;
          const south = top + 1 < height ? y - top : 0;
          const north = top < 0 ? 0 : 1 - y + top;
          const upper = Math.max(top, 0) * width;
          const lower = top + 1 < height ? (top + 1) * width : upper;
          const first = Math.max(left, 0);
          const second = left + 1 < width ? left + 1 : first;
          const [nw, ne] = [(upper + first) * channels, (upper + second) * channels];
          const [sw, se] = [(lower + first) * channels, (lower + second) * channels];
          const [wnw, wne, wsw, wse] = [north * west, north * east, south * west, south * east];
          red +=
            wnw * view.getUint8(nw) +
            wne * view.getUint8(ne) +
            wsw * view.getUint8(sw) +
            wse * view.getUint8(se);
          green +=
            wnw * view.getUint8(nw + 1) +
            wne * view.getUint8(ne + 1) +
            wsw * view.getUint8(sw + 1) +
            wse * view.getUint8(se + 1);
          blue +=
            wnw * view.getUint8(nw + 2) +
            wne * view.getUint8(ne + 2) +
            wsw * view.getUint8(sw + 2) +
            wse * view.getUint8(se + 2);
        }
      }
      const at = row * size + column;
      target[redAt + at] = red * share - offset;
      target[plane + at] = green * share - offset;
      target[blueAt + at] = blue * share - offset;
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
