import { cobsDecode, cobsEncode } from './cobs.ts';
import { crc16 } from './crc16.ts';

/** One frame of docs/board-protocol.md, its check sum taken off. */
export interface BoardFrame {
  readonly type: number;
  /** 0 to 255. */
  readonly sequence: number;
  readonly payload: Uint8Array;
}

/** Bytes of the longest payload. */
export const MAX_PAYLOAD = 32;
const HEAD_BYTES = 2;
const CRC_BYTES = 2;
/** Longest frame between two zeros: COBS adds one byte to less than 254. */
const MAX_ENCODED = HEAD_BYTES + MAX_PAYLOAD + CRC_BYTES + 1;

/**
 * The frame as it goes over the wire, a zero at both ends: noise in front of it then spoils nothing.
 * Throws when type, sequence or payload do not fit.
 */
export function encodeBoardFrame({ type, sequence, payload }: BoardFrame): Uint8Array {
  if (payload.length > MAX_PAYLOAD || type > 0xff || sequence > 0xff)
    throw new Error('not a frame of the board protocol');
  const body = Uint8Array.of(type, sequence, ...payload);
  const crc = crc16(body);
  return Uint8Array.of(0, ...cobsEncode(Uint8Array.of(...body, crc >> 8, crc & 0xff)), 0);
}

/**
 * Takes bytes in any chunks and gives the frames whose check sum is right. Everything between two zeros that is no
 * frame is dropped and counted. Constant memory, and each byte is looked at twice at most.
 */
export class BoardFrameDecoder {
  readonly #encoded = new Uint8Array(MAX_ENCODED);
  #length = 0;
  #tooLong = false;
  #dropped = 0;

  /** How many times something between two zeros was no frame. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Adds bytes; gives the frames that they complete. */
  push(chunk: Uint8Array): BoardFrame[] {
    const frames: BoardFrame[] = [];
    for (const byte of chunk) {
      if (byte !== 0) this.#keep(byte);
      else if (this.#length > 0) {
        const frame = this.#tooLong ? undefined : frameOf(this.#encoded.subarray(0, this.#length));
        if (frame === undefined) this.#dropped++;
        else frames.push(frame);
        this.#length = 0;
        this.#tooLong = false;
      }
    }
    return frames;
  }

  #keep(byte: number): void {
    if (this.#length < MAX_ENCODED) this.#encoded[this.#length++] = byte;
    else this.#tooLong = true;
  }
}

function frameOf(encoded: Uint8Array): BoardFrame | undefined {
  const bytes = cobsDecode(encoded);
  if (bytes === undefined || bytes.length < HEAD_BYTES + CRC_BYTES) return undefined;
  const body = bytes.subarray(0, -CRC_BYTES);
  const [high = 0, low = 0] = bytes.subarray(-CRC_BYTES);
  if (crc16(body) !== ((high << 8) | low)) return undefined;
  const [type = 0, sequence = 0] = body;
  return { type, sequence, payload: body.slice(HEAD_BYTES) };
}
