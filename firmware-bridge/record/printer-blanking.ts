import type { Blanking, Direction } from './shown-bytes.ts';

/** Commands around a slip that hold nothing of it, each as a pattern of bytes in hexadecimal; `..` is any byte. */
const HARMLESS = [
  '1004..', // DLE EOT n: status, asked in real time
  '10140801031401060208', // DLE DC4 fn 8: forget the buffers
  '1b40', // ESC @: initialise
  '1d61..', // GS a n: automatic status
  '1d72..', // GS r n: status in the order of the stream
  '1d3a', // GS :: macro begins or ends
  '1d5e......', // GS ^: macro runs
  '1d2848060030........', // GS ( H: process id, four characters of the job
  '1d56..', // GS V: cut
  '1b1e61..', // ESC RS a n: automatic status (Star)
  '1b0601', // ESC ACK SOH: status, asked in real time (Star)
].map((pattern) =>
  (pattern.match(/../g) ?? []).map((byte) => (byte === '..' ? -1 : Number.parseInt(byte, 16))),
);

function standsAt(pattern: readonly number[], bytes: Uint8Array, at: number): boolean {
  return (
    at >= 0 &&
    at + pattern.length <= bytes.length &&
    pattern.every((byte, i) => byte === -1 || byte === bytes[at + i])
  );
}

const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12;
const isPaperStatus = (byte: number): boolean => (byte & 0x90) === 0 && [0, 3, 12, 15].includes(byte & 15);
/** More than this at once was never asked for: an echo of the slip, or rubbish. */
const LONGEST_ANSWER = 31;

/** GS r 1. */
const ASKS_IN_ORDER = Buffer.from([0x1d, 0x72, 0x01]);
/** More are never open at a time. */
const MOST_ASKED = 8;

/** Length of the whole answer that stands at `at`: process id or other block, automatic status, Star status; or 0. */
function blockAt(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = bytes.subarray(at);
  if (first === 0x37 && (second === 0x22 || second === 0x25)) {
    const end = bytes.indexOf(0, at) + 1;
    return end - at <= 7 ? Math.max(0, end - at) : 0;
  }
  const following = (count: number, mask: number): boolean =>
    at + 1 + count <= bytes.length &&
    bytes.subarray(at + 1, at + 1 + count).every((byte) => (byte & mask) === 0);
  if ((first & 0x93) === 0x10 && following(3, 0x90)) return 4;
  const starBytes = ((first >> 1) & 0x07) | ((first >> 2) & 0x18);
  if ((first & 0x91) === 0x01 && starBytes >= 7 && following(starBytes - 1, 0x91)) return starBytes;
  return 0;
}

/**
 * A printer's line. Of what goes out only the commands at both ends of a piece: between them lies the slip. Of what
 * comes in only as many status bytes as were asked for, and whole blocks of status: a line may echo the slip.
 */
export class PrinterBlanking implements Blanking {
  /** Questions that are open. */
  #asked = 0;

  shown(direction: Direction, bytes: Uint8Array): Uint8Array {
    return direction === 'out' ? this.#sent(bytes) : this.#said(bytes);
  }

  #sent(bytes: Uint8Array): Uint8Array {
    const shown = new Uint8Array(bytes.length);
    // The one before the cut stands in the middle of the slip.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = text.indexOf(ASKS_IN_ORDER); at >= 0; at = text.indexOf(ASKS_IN_ORDER, at + 1))
      this.#asked++;
    this.#asked = Math.min(this.#asked, MOST_ASKED);
    const show = (pattern: readonly number[], at: number): number => {
      shown.fill(1, at, at + pattern.length);
      if (pattern[1] === 0x04) this.#asked++;
      return pattern.length;
    };
    let from = 0;
    for (let found = true; found; ) {
      const pattern = HARMLESS.find((one) => standsAt(one, bytes, from));
      found = pattern !== undefined;
      if (pattern !== undefined) from += show(pattern, from);
    }
    for (let to = bytes.length; to > from; ) {
      const pattern = HARMLESS.find(
        (one) => to - one.length >= from && standsAt(one, bytes, to - one.length),
      );
      if (pattern === undefined) break;
      to -= show(pattern, to - pattern.length);
    }
    return shown;
  }

  /** A piece with anything else in it shows nothing: it may be an echo, in which a digit looks like a status. */
  #said(bytes: Uint8Array): Uint8Array {
    const nothing = new Uint8Array(bytes.length);
    if (bytes.length > LONGEST_ANSWER) return nothing;
    let asked = this.#asked;
    for (let at = 0; at < bytes.length; ) {
      const block = blockAt(bytes, at);
      const byte = bytes[at] ?? 0xff;
      if (block === 0 && (asked === 0 || !(isStatus(byte) || isPaperStatus(byte)))) return nothing;
      if (block === 0) asked--;
      at += Math.max(1, block);
    }
    this.#asked = asked;
    return nothing.fill(1);
  }
}
