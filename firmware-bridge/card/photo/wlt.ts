import { PHOTO_BYTES } from '../sam-commands.ts';

/** How a WLT block begins: `WL`, 102, 126 little-endian; the same in every block that was looked at. */
const WLT_START = Buffer.from([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00]);

/** Whether the block is one of the police codec, by its size and start. The rest of the format is not public. */
export function isWlt(block: Uint8Array): boolean {
  return block.length === PHOTO_BYTES && WLT_START.equals(block.subarray(0, WLT_START.length));
}
