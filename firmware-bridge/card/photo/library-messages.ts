/**
 * What the bridge and the process of a maker's library say to each other over one socket: messages of a kind, a
 * length and that many bytes. Not Node's own channel: what the library may write there by mistake would be taken
 * for a message, and an unreadable one throws in the process that receives it.
 */

/** Kinds of messages. To the library's process: `open`, then `decode`. From it: the others. */
export const MESSAGE = {
  /** Settings of the library, JSON. */
  open: 0x4f,
  /** The photo block. */
  decode: 0x44,
  /** The library is loaded. */
  opened: 0x52,
  /** The pixels or the BMP, as the library wrote them. */
  decoded: 0x50,
  /** The library said no: text, nothing of the photo. */
  refused: 0x4e,
  /** The library wrote past its buffer. */
  overrun: 0x4c,
  /** The library cannot be used: text. */
  unusable: 0x55,
} as const;
export type MessageKind = (typeof MESSAGE)[keyof typeof MESSAGE];

export interface LibraryMessage {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/** Kind, then length (uint32, little-endian). */
export const HEAD_BYTES = 5;
/** Longest payload; a BMP of a card's photo has 38,862 bytes. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/** Characters of the longest text. */
export const MAX_TEXT = 400;

/** The bytes of one message. */
export function encodeMessage(kind: MessageKind, payload: Uint8Array): Buffer {
  const message = Buffer.alloc(HEAD_BYTES + payload.length);
  message.writeUInt8(kind, 0);
  message.writeUInt32LE(payload.length, 1);
  message.set(payload, HEAD_BYTES);
  return message;
}

/** Kind and length of a message that starts here; undefined when no such message is allowed. */
export function readHead(head: Uint8Array): { kind: number; length: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = view.getUint32(1, true);
  const kind = view.getUint8(0);
  const known = Object.values(MESSAGE).some((one) => one === kind);
  return known && length <= MAX_PAYLOAD_BYTES ? { kind, length } : undefined;
}

/** Puts messages together from chunks of any size, which it overwrites. */
export class MessageReader {
  readonly #bytes = new Uint8Array(HEAD_BYTES + MAX_PAYLOAD_BYTES);
  #filled = 0;

  /** The messages that the chunk completes, as copies; undefined once something came that is no message. */
  push(chunk: Uint8Array): LibraryMessage[] | undefined {
    const messages: LibraryMessage[] = [];
    for (let at = 0; at < chunk.length; ) {
      const head = this.#filled < HEAD_BYTES ? undefined : readHead(this.#bytes);
      if (this.#filled >= HEAD_BYTES && head === undefined) return undefined;
      const wanted = HEAD_BYTES + (head?.length ?? 0) - this.#filled;
      const taken = chunk.subarray(at, at + wanted);
      this.#bytes.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      const whole = this.#whole();
      if (whole !== undefined) messages.push(whole);
    }
    chunk.fill(0);
    return this.#filled >= HEAD_BYTES && readHead(this.#bytes) === undefined ? undefined : messages;
  }

  /** Overwrites what came so far. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#filled = 0;
  }

  #whole(): LibraryMessage | undefined {
    if (this.#filled < HEAD_BYTES) return undefined;
    const head = readHead(this.#bytes);
    if (head === undefined || this.#filled !== HEAD_BYTES + head.length) return undefined;
    const payload = this.#bytes.slice(HEAD_BYTES, this.#filled);
    this.wipe();
    return { kind: head.kind, payload };
  }
}
