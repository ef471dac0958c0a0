import { loadImage } from '@napi-rs/canvas';
import { type DecodedPhoto, fail, ok, type Result } from '../../../domain/index.ts';
import { MAX_SIDE } from './bmp.ts';
import { rgbOfImage } from './image-pixels.ts';

/** Longest JPEG that is looked at; one of 102 x 126 has some 4,000 bytes. */
const MAX_BYTES = 512 * 1024;
const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Baseline, extended and progressive DCT with Huffman coding; nobody writes the other kinds. */
const START_OF_FRAME: readonly number[] = [0xc0, 0xc1, 0xc2];
const BITS_PER_SAMPLE = 8;
/**
 * Markers that stand alone, with no length behind them (T.81, B.1.1.3): TEM, RST0 to RST7, SOI, EOI. None belongs in
 * front of a frame header. Other decoders step over such a marker alone; whoever took what follows for its length
 * would see another header than they do, and a picture of any size would get past the check.
 */
const standsAlone = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= END_OF_IMAGE);

/** Whether the bytes begin as a JPEG. */
export function isJpeg(data: Uint8Array): boolean {
  return data[0] === MARKER && data[1] === 0xd8 && data[2] === MARKER;
}

const damaged = (what: string): Result<never> => fail('E-CARD-014', `JPEG: ${what}`);

/** What a JPEG's frame header says. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Where the header ends, in bytes of the file. */
  readonly end: number;
}

/** The frame header of a JPEG with 8 bits a sample (ITU-T T.81, B.2.2); undefined when there is none. */
export function jpegFrame(data: Uint8Array): JpegFrame | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 2; at + 4 <= data.length; ) {
    if (data[at] !== MARKER) return undefined;
    const marker = data[at + 1] ?? 0;
    // Fill bytes may stand before a marker.
    if (marker === MARKER) {
      at++;
      continue;
    }
    if (marker === START_OF_SCAN || standsAlone(marker)) return undefined;
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    if (START_OF_FRAME.includes(marker)) {
      if (length < 8 || at + 10 > data.length || data[at + 4] !== BITS_PER_SAMPLE) return undefined;
      return {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: data[at + 9] ?? 0,
        end: at + 2 + length,
      };
    }
    at += 2 + length;
  }
  return undefined;
}

/** Size of the picture; undefined when it is not an allowed one. */
function sizeOf(data: Uint8Array): { width: number; height: number } | undefined {
  const frame = jpegFrame(data);
  if (frame === undefined) return undefined;
  const { width, height, components } = frame;
  const allowed = width >= 1 && width <= MAX_SIDE && height >= 1 && height <= MAX_SIDE;
  return allowed && (components === 1 || components === 3) ? { width, height } : undefined;
}

/** The file without the zeros that a reader padded it with; undefined when it does not end as a JPEG does. */
function unpadded(data: Uint8Array): Uint8Array | undefined {
  let end = data.length;
  while (end > 0 && data[end - 1] === 0) end--;
  return data[end - 2] === MARKER && data[end - 1] === END_OF_IMAGE ? data.subarray(0, end) : undefined;
}

/**
 * Decodes a JPEG to RGB. The size in its header is held against the limits first, and a file that is cut off is
 * refused: the canvas library would take any size, and would give a face that is half grey. E-CARD-014.
 */
export async function decodeJpeg(data: Uint8Array): Promise<Result<DecodedPhoto>> {
  if (!isJpeg(data) || data.length > MAX_BYTES) return damaged('no start or too long');
  const file = unpadded(data);
  if (file === undefined) return damaged('cut off');
  const size = sizeOf(file);
  if (size === undefined) return damaged('frame header');
  const copy = Buffer.from(file);
  try {
    const image = await loadImage(copy);
    if (image.width !== size.width || image.height !== size.height) return damaged('size');
    return ok({ ...size, pixels: rgbOfImage(image) });
  } catch {
    return damaged('not a picture');
  } finally {
    // What the canvas library made of it lies in memory of the C library, which overwrites it when it is freed
    // (config/overwrite-freed.ts); test/faults/photo-forgotten.test.ts looks for it.
    copy.fill(0);
  }
}
