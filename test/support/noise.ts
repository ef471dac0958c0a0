/** Bytes of a line on which nothing is right, or nearly nothing. */
export interface Noise {
  readonly name: string;
  /** `size` bytes, the same each time. */
  bytes(size: number): Uint8Array;
}

/** Sizes of the pieces in which a line delivers: single bytes, odd ones, a page and more. */
const PIECES = [1, 2, 3, 7, 61, 255, 257, 1021, 4093, 16_381] as const;

/** Calls `feed` with all of `bytes` in odd pieces. */
export function inOddPieces(bytes: Uint8Array, feed: (piece: Uint8Array) => void): void {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = PIECES[i % PIECES.length] ?? 1;
    feed(bytes.subarray(at, at + size));
    at += size;
  }
}

/** Calls `feed` with one byte after the other. */
export function byteByByte(bytes: Uint8Array, feed: (piece: Uint8Array) => void): void {
  for (let at = 0; at < bytes.length; at++) feed(bytes.subarray(at, at + 1));
}

function repeated(unit: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += unit.length) bytes.set(unit.subarray(0, size - at), at);
  return bytes;
}

function random(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 0x2545f491;
  for (let i = 0; i < size; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state & 0xff;
  }
  return bytes;
}

const units = (...pieces: readonly string[]): Uint8Array =>
  new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'hex'))));

const RANDOM: Noise = { name: 'random bytes', bytes: random };
const repeat = (name: string, unit: Uint8Array): Noise => ({
  name,
  bytes: (size) => repeated(unit, size),
});

/** What is worst for a decoder of SAM frames. */
export const SAM_NOISE: readonly Noise[] = [
  RANDOM,
  repeat('AA without an end', units('aa')),
  // The longest length that is believed, over and over: each candidate waits for bytes that hold the next ones.
  repeat('preambles with lying lengths', units('aaaaaa96690fff01')),
  repeat('preambles with lengths just beyond belief', units('aaaaaa96691001')),
  repeat(
    'whole frames with a wrong check sum',
    Uint8Array.of(...units('aaaaaa96690508000090'), ...new Uint8Array(1284).fill(0xaa), 0x33),
  ),
];

/** What is worst for the decoders of what printers say. */
export const PRINTER_NOISE: readonly Noise[] = [
  RANDOM,
  repeat('blocks that never end', units('37', '41'.repeat(40))),
  repeat('automatic status broken off', units('1000', '1000', '10000037')),
  repeat('status bytes', units('12')),
  repeat('Star headers', units('0f', '21', '2306', '2386')),
];

/** What is worst for the decoder of the board's frames. */
export const BOARD_NOISE: readonly Noise[] = [
  RANDOM,
  repeat('zeros', units('00')),
  repeat('never a zero', units('ff01')),
  repeat('longest frames with a wrong check sum', units('26', '01'.repeat(37), '00')),
];
