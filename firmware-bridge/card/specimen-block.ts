import { PHOTO_BYTES } from './sam-commands.ts';

/**
 * The photo block of a made-up card: this magic, a big-endian uint16 length, an AV1 picture of 102 x 126 without
 * its container, zeros. Of what the canvas library can code, only AV1 leaves a face recognisable in a kilobyte:
 * docs/decisions/specimen-photo.md has the figures.
 */
const MAGIC = Buffer.from('YFSPECIMEN', 'ascii');
const HEAD_BYTES = MAGIC.length + 2;
/** Longest picture that fits into the block. */
export const MAX_PICTURE_BYTES = PHOTO_BYTES - HEAD_BYTES;

/**
 * The AVIF container (ISO/IEC 23000-22) around a 102 x 126 picture, 4:2:0, as libavif writes it. It is the same
 * for each but for two lengths, so it is not stored: that leaves a quarter more for the picture.
 */
const CONTAINER = Buffer.from(
  '00000020667479706176696600000000617669666d6966316d6961664d413142000000f26d657461000000000000002868646c72' +
    '0000000000000000706963740000000000000000000000006c69626176696600000000' +
    '0e7069746d0000000000010000001e696c6f6300000000440000010001000000010000011a00000000' +
    '0000002869696e660000000000010000001a696e6665020000000001000061763031436f6c6f7200' +
    '0000006a697072700000004b6970636f0000001469737065000000000000006600' +
    '00007e000000107069786900000000030808080000000c6176314381000c00' +
    '00000013636f6c726e636c780001000d0006800000001769706d61000000000000000100010401028304' +
    '000000006d646174',
  'hex',
);
const ITEM_LENGTH_AT = 124;
const DATA_SIZE_AT = 274;
const BOX_HEAD_BYTES = 8;

function container(pictureBytes: number): Buffer {
  const head = Buffer.from(CONTAINER);
  head.writeUInt32BE(pictureBytes, ITEM_LENGTH_AT);
  head.writeUInt32BE(pictureBytes + BOX_HEAD_BYTES, DATA_SIZE_AT);
  return head;
}

/** The AVIF file around an AV1 picture of 102 x 126. */
export function avifOfPicture(picture: Uint8Array): Buffer {
  return Buffer.concat([container(picture.length), picture]);
}

/** Whether the block is a specimen's, by its magic. */
export function isSpecimenBlock(block: Uint8Array): boolean {
  return MAGIC.equals(block.subarray(0, MAGIC.length));
}

/** The AVIF file in a specimen block; undefined when the block's length field is wrong. */
export function avifOfBlock(block: Uint8Array): Buffer | undefined {
  if (block.length < HEAD_BYTES) return undefined;
  const length = ((block[MAGIC.length] ?? 0) << 8) | (block[MAGIC.length + 1] ?? 0);
  if (length === 0 || length > MAX_PICTURE_BYTES || HEAD_BYTES + length > block.length) return undefined;
  return avifOfPicture(block.subarray(HEAD_BYTES, HEAD_BYTES + length));
}

/** Length of the picture in an AVIF file that `blockOfAvif` takes, whether it fits or not. */
export function pictureBytes(avif: Uint8Array): number {
  return avif.length - CONTAINER.length;
}

/** The block of an AVIF file that fits. Throws when the file's container is not the known one. */
export function blockOfAvif(avif: Uint8Array): Uint8Array {
  const length = pictureBytes(avif);
  if (!container(length).equals(avif.subarray(0, CONTAINER.length)))
    throw new Error('the AVIF encoder writes another container than the specimen block knows');
  const block = Buffer.alloc(PHOTO_BYTES);
  MAGIC.copy(block);
  block.writeUInt16BE(length, MAGIC.length);
  block.set(avif.subarray(CONTAINER.length), HEAD_BYTES);
  return new Uint8Array(block);
}
