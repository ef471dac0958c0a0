import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Picture } from '../../../domain/index.ts';

/** Steps from a file to a face's description. What a chain cannot tell apart is told under the first of them. */
export const STAGES = ['decode', 'detect', 'mesh', 'align', 'embed'] as const;
export type Stage = (typeof STAGES)[number];

/** What a picture is: a frame of the camera, one of the few best frames, or the photo of a card. */
export type Role = 'frame' | 'best' | 'card';

/** The description of a face, and the milliseconds of each step that went into it. */
export interface Described {
  readonly embedding: readonly number[];
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
}

/** A way from pixels to a comparison of faces, as its package gives it. */
export interface FaceChain {
  /** Loads models, on one thread. */
  load(): Promise<void>;
  /** Describes the largest face; undefined when it finds none. */
  describe(picture: Picture, role: Role): Promise<Described | undefined>;
  /** How alike two are, -1..1, the more the liker. */
  similarity(one: readonly number[], other: readonly number[]): number;
}

/** Decodes an image file (JPEG, WebP) to RGBA; the same for every chain. */
export async function decode(file: Uint8Array): Promise<Picture> {
  const image = await loadImage(Buffer.from(file));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return { width, height, channels: 4, pixels: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/** Milliseconds that `work` takes, with what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const since = performance.now();
  const value = await work();
  return { value, ms: performance.now() - since };
}

/** Red, green and blue of a picture as whole numbers, as TensorFlow takes them. */
export function colours({ width, height, channels, pixels }: Picture): Int32Array {
  const numbers = new Int32Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) numbers[i * 3 + c] = pixels[i * channels + c] ?? 0;
  return numbers;
}
