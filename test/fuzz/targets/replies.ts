import { encodeReply, joinBlob } from '../../../firmware-bridge/card/index.ts';
import { TEXT_VECTORS, WLT_PHOTO_START } from '../../support/text-vectors.ts';

/**
 * What a device answers to one question after the other, as one input: each answer with its length in front (two
 * bytes, big-endian). Length 0 is silence, and so is everything behind the end.
 */
export function joinReplies(replies: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(replies.flatMap((reply) => [Buffer.of(reply.length >> 8, reply.length & 0xff), reply])),
  );
}

/** The answers of an input, in order; a length that lies gives what is there. */
export function splitReplies(input: Uint8Array): Uint8Array[] {
  const replies: Uint8Array[] = [];
  for (let at = 0; at + 2 <= input.length; ) {
    const length = ((input[at] ?? 0) << 8) | (input[at + 1] ?? 0);
    replies.push(input.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return replies;
}

/** What the four made-up cards hold, as the module answers a read: lengths, text, photo. */
export function madeUpBlobs(): Uint8Array[] {
  return TEXT_VECTORS.map(({ hex }) => {
    const photo = Buffer.alloc(1024);
    photo.write(WLT_PHOTO_START, 'hex');
    return joinBlob({ text: new Uint8Array(Buffer.from(hex, 'hex')), photo });
  });
}

/** Answers of modules to find, select and read, and the short ways in which they end otherwise. */
export function madeUpConversations(): Uint8Array[][] {
  const found = encodeReply(0x9f, new Uint8Array(4));
  const selected = encodeReply(0x90, new Uint8Array(8));
  return [
    ...madeUpBlobs().map((blob) => [found, selected, encodeReply(0x90, blob)]),
    [encodeReply(0x80)],
    [found, encodeReply(0x81), found, selected, encodeReply(0x41), found, selected],
    [encodeReply(0x10), found, encodeReply(0x11), selected, new Uint8Array(0)],
    [found, selected, encodeReply(0x31)],
  ];
}

/** Whole frames with their checksum put right, wherever a preamble with a believable length stands. */
export function mendFrames(input: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(input);
  const preamble = Buffer.from('aaaaaa9669', 'hex');
  const view = Buffer.from(bytes.buffer);
  for (let at = view.indexOf(preamble); at >= 0; at = view.indexOf(preamble, at + 1)) {
    const length = ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);
    const last = at + 6 + length;
    if (length < 3 || last >= bytes.length) continue;
    let xor = 0;
    for (let i = at + 5; i < last; i++) xor ^= bytes[i] ?? 0;
    bytes[last] = xor;
  }
  return bytes;
}
