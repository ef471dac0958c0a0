import { type DecodedPhoto, fail, ok, type Result } from '../../../domain/index.ts';

/** BITMAPFILEHEADER and the shortest header that readers and libraries write (BITMAPINFOHEADER). */
const FILE_HEADER_BYTES = 14;
const INFO_HEADER_BYTES = 40;
/** BITMAPINFOHEADER, and its extensions BITMAPV4HEADER and BITMAPV5HEADER. */
const INFO_HEADERS: readonly number[] = [INFO_HEADER_BYTES, 108, 124];
const BITS_PER_PIXEL = 24;
const UNCOMPRESSED = 0;
export const MAX_SIDE = 1024;

/** Whether the bytes begin as a BMP. */
export function isBmp(data: Uint8Array): boolean {
  return data[0] === 0x42 && data[1] === 0x4d;
}

const damaged = (what: string): Result<never> => fail('E-CARD-014', `BMP: ${what}`);

/**
 * Decodes a BMP of 24 bits, either way up, to RGB rows from the top. Own code, since what comes off a reader is
 * not trusted: every field of the header is held against the bytes that are there, before anything is allocated.
 * Bytes after the picture are ignored: a reader may pad. E-CARD-014 for anything else.
 */
export function decodeBmp(data: Uint8Array): Result<DecodedPhoto> {
  if (!isBmp(data)) return damaged('no BM');
  if (data.length < FILE_HEADER_BYTES + INFO_HEADER_BYTES) return damaged('shorter than its headers');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const fileBytes = view.getUint32(2, true);
  const pixelsAt = view.getUint32(10, true);
  const infoBytes = view.getUint32(14, true);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  if (!INFO_HEADERS.includes(infoBytes)) return damaged('header of another kind');
  if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) return damaged('size');
  if (view.getUint16(26, true) !== 1) return damaged('planes');
  if (view.getUint16(28, true) !== BITS_PER_PIXEL) return damaged('not 24 bits a pixel');
  if (view.getUint32(30, true) !== UNCOMPRESSED) return damaged('compressed');
  // Rows are padded to four bytes.
  const rowBytes = (width * 3 + 3) & ~3;
  if (pixelsAt < FILE_HEADER_BYTES + infoBytes) return damaged('pixels inside the headers');
  if (fileBytes > data.length || pixelsAt + rowBytes * height > fileBytes) return damaged('cut off');
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0, to = 0; row < height; row++) {
    const stored = signedHeight < 0 ? row : height - 1 - row;
    const from = pixelsAt + stored * rowBytes;
    for (let at = from; at < from + width * 3; at += 3) {
      pixels[to++] = data[at + 2] ?? 0;
      pixels[to++] = data[at + 1] ?? 0;
      pixels[to++] = data[at] ?? 0;
    }
  }
  return ok({ width, height, pixels });
}
