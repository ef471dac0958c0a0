import type { PhotoForm } from './sam-commands.ts';

/**
 * Frames of the SAM's business terminal interface (GA/T 467): preamble, length, body, XOR.
 * The same shape both ways; a command's body starts CMD PARA, a reply's starts SW1 SW2 SW3.
 */
const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const HEAD_BYTES = 7;
/** A reply is never shorter than SW1 SW2 SW3 XOR; a command is CMD PARA XOR. */
const MIN_LENGTH = 3;
/** Longest length field that is believed; the longest known reply has 2314. */
export const MAX_FRAME_LENGTH = 4096;
/** The same for a reader that puts a picture in the photo's place: all that the field can say. */
export const MAX_IMAGE_FRAME_LENGTH = 65_535;

/** Longest length field of a reader's replies, after what it puts in the photo's place. */
export function maxFrameLength(photo: PhotoForm): number {
  return photo === 'image' ? MAX_IMAGE_FRAME_LENGTH : MAX_FRAME_LENGTH;
}

/** A SAM's reply. Decide on `status` (SW3) only; SW1 SW2 may carry the card's own APDU status. */
export interface SamReply {
  readonly sw1: number;
  readonly sw2: number;
  readonly status: number;
  readonly data: Uint8Array;
}

function encodeFrame(head: readonly number[], data: Uint8Array): Uint8Array {
  const length = head.length + data.length + 1;
  const frame = new Uint8Array(HEAD_BYTES + length);
  frame.set(PREAMBLE);
  frame[5] = length >> 8;
  frame[6] = length & 0xff;
  frame.set(head, HEAD_BYTES);
  frame.set(data, HEAD_BYTES + head.length);
  let xor = 0;
  for (let i = PREAMBLE.length; i < frame.length - 1; i++) xor ^= frame[i] ?? 0;
  frame[frame.length - 1] = xor;
  return frame;
}

/** A command frame from host to SAM. */
export function encodeCommand(
  command: number,
  parameter: number,
  data: Uint8Array = new Uint8Array(0),
): Uint8Array {
  return encodeFrame([command, parameter], data);
}

/** A reply frame from SAM to host. */
export function encodeReply(
  status: number,
  data: Uint8Array = new Uint8Array(0),
  sw1 = 0,
  sw2 = 0,
): Uint8Array {
  return encodeFrame([sw1, sw2, status], data);
}

/** Reads a decoded body as a reply; undefined when it is too short to be one. */
export function asReply(body: Uint8Array): SamReply | undefined {
  const [sw1, sw2, status] = body;
  if (sw1 === undefined || sw2 === undefined || status === undefined) return undefined;
  return { sw1, sw2, status, data: body.subarray(3) };
}

/**
 * Takes bytes in any chunks and gives the bodies of whole, right frames (length and XOR cut off).
 * After a bad candidate it moves on by one byte, since the real preamble may lie inside the garbage.
 * Time is linear in the bytes whatever they hold: a running XOR makes every candidate's check O(1).
 */
export class SamFrameDecoder {
  readonly #maxLength: number;
  readonly #bytes: Uint8Array;
  /** `#xor[i]` is the XOR of all bytes before index i. */
  readonly #xor: Uint8Array;
  #start = 0;
  #end = 0;
  #discarded = 0;

  /** `maxLength` is the longest length field that is believed; a longer one is garbage. */
  constructor(maxLength: number = MAX_FRAME_LENGTH) {
    this.#maxLength = maxLength;
    this.#bytes = new Uint8Array(4 * (HEAD_BYTES + maxLength));
    this.#xor = new Uint8Array(this.#bytes.length + 1);
  }

  /** Bytes that belonged to no frame, since the decoder was made or reset. */
  get discarded(): number {
    return this.#discarded;
  }

  /** Bytes kept because they may become a frame. */
  get pending(): number {
    return this.#end - this.#start;
  }

  /** Adds bytes; gives copies of the bodies of the frames that they complete. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bodies: Uint8Array[] = [];
    for (let at = 0; at < chunk.length; ) {
      if (this.#end === this.#bytes.length) this.#compact();
      const taken = Math.min(chunk.length - at, this.#bytes.length - this.#end);
      for (let i = 0; i < taken; i++) {
        const byte = chunk[at + i] ?? 0;
        this.#bytes[this.#end] = byte;
        this.#xor[this.#end + 1] = (this.#xor[this.#end] ?? 0) ^ byte;
        this.#end++;
      }
      at += taken;
      this.#takeFrames(bodies);
    }
    return bodies;
  }

  /** Forgets what is pending, with its bytes overwritten: flush before a command, wipe after a visit. */
  reset(): void {
    this.#bytes.fill(0);
    this.#xor.fill(0);
    this.#start = 0;
    this.#end = 0;
    this.#discarded = 0;
  }

  #takeFrames(bodies: Uint8Array[]): void {
    while (this.#start < this.#end) {
      const verdict = this.#candidate();
      if (verdict === 'wait') return;
      if (verdict === 'no') {
        this.#start++;
        this.#discarded++;
      } else {
        bodies.push(this.#bytes.slice(this.#start + HEAD_BYTES, this.#start + verdict - 1));
        this.#start += verdict;
      }
    }
  }

  /** Size of the whole right frame at the start; or that there is none; or that more bytes are needed to tell. */
  #candidate(): number | 'no' | 'wait' {
    const available = this.#end - this.#start;
    for (let i = 0; i < PREAMBLE.length; i++) {
      if (i >= available) return 'wait';
      if (this.#bytes[this.#start + i] !== PREAMBLE[i]) return 'no';
    }
    if (available < HEAD_BYTES) return 'wait';
    const length = ((this.#bytes[this.#start + 5] ?? 0) << 8) | (this.#bytes[this.#start + 6] ?? 0);
    if (length < MIN_LENGTH || length > this.#maxLength) return 'no';
    if (available < HEAD_BYTES + length) return 'wait';
    // The XOR of everything from the length field to the checksum itself is 0 in a right frame.
    const from = this.#xor[this.#start + PREAMBLE.length] ?? 0;
    const to = this.#xor[this.#start + HEAD_BYTES + length] ?? 0;
    return from === to ? HEAD_BYTES + length : 'no';
  }

  #compact(): void {
    this.#bytes.copyWithin(0, this.#start, this.#end);
    this.#xor.copyWithin(0, this.#start, this.#end + 1);
    this.#end -= this.#start;
    this.#start = 0;
  }
}
