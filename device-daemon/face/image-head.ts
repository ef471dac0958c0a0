import { isBmp, isJpeg, jpegFrame } from '../../firmware-bridge/card/photo/index.ts';

/** Size of an image as its head gives it, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Size of a whole JPEG, PNG, WebP, BMP or GIF, taken from its head without decoding anything; of several sizes in one
 * file (frames, canvas) the largest sides. Undefined when it is none of these, or is cut off: decoders would fill the
 * rest with grey. The kind is told by the first bytes, so SVG, which can name other files, is never one.
 */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  if (isJpeg(bytes)) return jpegSize(bytes);
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return pngSize(bytes);
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return webpSize(bytes);
  if (isBmp(bytes)) return bmpSize(bytes);
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return gifSize(bytes);
  return undefined;
}

/** Whole when an end of image stands behind the start of the scan; thumbnails stand in front of it. */
function jpegSize(bytes: Uint8Array): ImageSize | undefined {
  const frame = jpegFrame(bytes);
  if (frame === undefined || ![1, 3, 4].includes(frame.components)) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scan = buffer.indexOf('ffda', frame.end, 'hex');
  return scan >= 0 && buffer.lastIndexOf('ffd9', undefined, 'hex') > scan ? frame : undefined;
}

/** PNG (W3C), 5.3 and 11.2.1: chunks from IHDR to IEND. */
function pngSize(bytes: Uint8Array): ImageSize | undefined {
  if (bytes.length < 33 || ascii(bytes, 12, 4) !== 'IHDR') return undefined;
  const view = viewOf(bytes);
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    if (ascii(bytes, at + 4, 4) === 'IEND') return size;
  return undefined;
}

/** WebP container (RFC 9649): each chunk with a size, since the canvas and what lies on it may differ. */
function webpSize(bytes: Uint8Array): ImageSize | undefined {
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return undefined;
  let [width, height] = [0, 0];
  for (let at = 12; at + 8 <= end; ) {
    const [kind, length] = [ascii(bytes, at, 4), view.getUint32(at + 4, true)];
    if (at + 8 + length > end) return undefined;
    const own = webpChunkSize(view, kind, at + 8, length);
    if (own === undefined) return undefined;
    [width, height] = [Math.max(width, own.width), Math.max(height, own.height)];
    at += 8 + length + (length & 1);
  }
  return { width, height };
}

/** The size that a chunk of WebP gives, 0 x 0 when it's of a kind that has none, undefined when it is too short. */
function webpChunkSize(view: DataView, kind: string, at: number, length: number): ImageSize | undefined {
  const sizeAt = { VP8X: 4, ANMF: 6, 'VP8 ': 6, VP8L: 1 }[kind];
  if (sizeAt === undefined) return { width: 0, height: 0 };
  const from = at + sizeAt;
  if (length < sizeAt + 6) return undefined;
  if (kind === 'VP8 ')
    return { width: view.getUint16(from, true) & 0x3fff, height: view.getUint16(from + 2, true) & 0x3fff };
  if (kind === 'VP8L') {
    const bits = view.getUint32(from, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  const three = (place: number): number => 1 + view.getUint16(place, true) + (view.getUint8(place + 2) << 16);
  return { width: three(from), height: three(from + 3) };
}

const BMP_HEADS = [40, 52, 56, 108, 124];
/** BI_RGB and BI_BITFIELDS: rows of pixels as they are. */
const BMP_PLAIN = [0, 3];

/** BMP with a BITMAPINFOHEADER or a later one, not compressed, with all of its rows. */
function bmpSize(bytes: Uint8Array): ImageSize | undefined {
  if (bytes.length < 54) return undefined;
  const view = viewOf(bytes);
  const [pixelsAt, head] = [view.getUint32(10, true), view.getUint32(14, true)];
  const [width, height] = [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
  if (!BMP_HEADS.includes(head) || !BMP_PLAIN.includes(view.getUint32(30, true))) return undefined;
  const rowBytes = Math.ceil((width * view.getUint16(28, true)) / 32) * 4;
  return width > 0 && pixelsAt + rowBytes * height <= bytes.length ? { width, height } : undefined;
}

/** GIF89a: blocks from the screen to the trailer. */
function gifSize(bytes: Uint8Array): ImageSize | undefined {
  if (bytes.length < 14) return undefined;
  const view = viewOf(bytes);
  let [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(bytes[10] ?? 0);
  for (;;) {
    const kind = bytes[at];
    if (kind === 0x3b) return { width, height };
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c && at + 10 <= bytes.length) {
      width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
      at += 11 + tableBytes(bytes[at + 9] ?? 0);
    } else return undefined;
    // Sub-blocks, the last of which is empty.
    for (let length = bytes[at]; length !== 0; length = bytes[at]) {
      if (length === undefined) return undefined;
      at += 1 + length;
    }
    at++;
  }
}
