import { createCanvas } from '@napi-rs/canvas';
import type { Picture } from '../../domain/index.ts';

/** The part of a 250 x 250 picture of LFW that a card's photo would show. */
const PART = { x: 36, y: 7, width: 178, height: 220, of: 250 } as const;
/** Pixels of the photo on a second-generation card. */
const CARD = { width: 102, height: 126 } as const;
/** Bytes of the photo on a card's chip. */
const MOST_BYTES = 1024;

/** The picture as a card would hold it: head and shoulders, 102 x 126, WebP of the highest quality that fits 1,024 bytes. */
export async function cardLike(picture: Picture): Promise<Uint8Array> {
  const scale = picture.width / PART.of;
  const small = lanczos(picture, PART.x * scale, PART.y * scale, PART.width * scale, PART.height * scale);
  const canvas = createCanvas(CARD.width, CARD.height);
  const context = canvas.getContext('2d');
  const data = context.createImageData(CARD.width, CARD.height);
  data.data.set(small);
  context.putImageData(data, 0, 0);
  let [low, high, best] = [1, 100, bareWebp(await canvas.encode('webp', 0))];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bytes = bareWebp(await canvas.encode('webp', middle));
    if (bytes.length <= MOST_BYTES) [best, low] = [bytes, middle + 1];
    else high = middle - 1;
  }
  return best;
}

/** The file with the picture alone: the encoder adds a colour profile of half the bytes that there are. */
function bareWebp(file: Buffer): Buffer {
  for (let at = 12; at + 8 <= file.length; ) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length & 1);
    if (file.toString('latin1', at, at + 4) === 'VP8 ') {
      const head = Buffer.from('RIFF____WEBP', 'latin1');
      head.writeUInt32LE(4 + end - at, 4);
      return Buffer.concat([head, file.subarray(at, end)]);
    }
    at = end;
  }
  throw new Error('the encoder gave no lossy WebP');
}

/** Draws a part of a picture at the card's size, by Lanczos with three lobes, widened to the scale; RGBA. */
function lanczos(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
): Uint8ClampedArray {
  const across = weights(left, width, CARD.width, picture.width);
  const down = weights(top, height, CARD.height, picture.height);
  const { channels, pixels } = picture;
  const rows = new Uint8ClampedArray(CARD.width * picture.height * 3);
  for (let y = 0; y < picture.height; y++)
    across.forEach(({ from, share }, x) => {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (const [i, weight] of share.entries())
          sum += weight * (pixels[(y * picture.width + from + i) * channels + c] ?? 0);
        rows[(y * CARD.width + x) * 3 + c] = sum;
      }
    });
  const target = new Uint8ClampedArray(CARD.width * CARD.height * 4).fill(255);
  down.forEach(({ from, share }, y) => {
    for (let x = 0; x < CARD.width; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (const [i, weight] of share.entries())
          sum += weight * (rows[((from + i) * CARD.width + x) * 3 + c] ?? 0);
        target[(y * CARD.width + x) * 4 + c] = sum;
      }
  });
  return target;
}

interface Weights {
  readonly from: number;
  readonly share: Float64Array;
}

function weights(start: number, length: number, target: number, limit: number): Weights[] {
  const scale = length / target;
  const wide = Math.max(1, scale);
  const first = Math.max(0, Math.round(start));
  const last = Math.min(limit, Math.round(start + length));
  return Array.from({ length: target }, (_, i) => {
    const centre = start + (i + 0.5) * scale;
    const from = Math.max(first, Math.floor(centre - 3 * wide + 0.5));
    const to = Math.min(last, Math.floor(centre + 3 * wide + 0.5));
    const share = new Float64Array(to - from).map((_value, j) => lobe((from + j - centre + 0.5) / wide));
    const sum = share.reduce((a, b) => a + b, 0);
    return { from, share: share.map((value) => value / sum) };
  });
}

function lobe(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const angle = Math.PI * x;
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle);
}
