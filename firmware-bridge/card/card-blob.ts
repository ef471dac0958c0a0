import { fail, ok, type Result } from '../../domain/index.ts';
import { PHOTO_BYTES, TEXT_BYTES } from './sam-commands.ts';

/** The two blocks of a card as the reader delivers them. Personal: wipe after use. */
export interface CardBlob {
  /** 256 bytes UTF-16LE. */
  readonly text: Uint8Array;
  /** 1,024 bytes, WLT or specimen. */
  readonly photo: Uint8Array;
}

/** Anything that can deliver a card's blocks: a SAM client, or a reader that does it all itself. */
export interface BlobSource {
  readBlob(): Promise<Result<CardBlob>>;
}

const LENGTHS_BYTES = 4;
/** Bytes of lengths, text and photo: what `30 01` answers after SW3, and what profile A pages out. */
export const BLOB_BYTES = LENGTHS_BYTES + TEXT_BYTES + PHOTO_BYTES;

/** Splits `[text length][photo length][text][photo]`, lengths big-endian and checked against the size. */
export function splitBlob(data: Uint8Array): Result<CardBlob> {
  if (data.length < LENGTHS_BYTES) return fail('E-CARD-009', 'shorter than its length fields');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textBytes = view.getUint16(0);
  const photoBytes = view.getUint16(2);
  if (textBytes !== TEXT_BYTES || photoBytes !== PHOTO_BYTES || data.length !== BLOB_BYTES)
    return fail('E-CARD-009', `lengths ${textBytes} and ${photoBytes} in ${data.length} bytes`);
  return ok({
    text: data.subarray(LENGTHS_BYTES, LENGTHS_BYTES + TEXT_BYTES),
    photo: data.subarray(LENGTHS_BYTES + TEXT_BYTES),
  });
}

/** Joins the blocks as a reader sends them. */
export function joinBlob(blob: CardBlob): Uint8Array {
  const data = new Uint8Array(BLOB_BYTES);
  const view = new DataView(data.buffer);
  view.setUint16(0, TEXT_BYTES);
  view.setUint16(2, PHOTO_BYTES);
  data.set(blob.text, LENGTHS_BYTES);
  data.set(blob.photo, LENGTHS_BYTES + TEXT_BYTES);
  return data;
}

/** Overwrites both blocks. */
export function wipeBlob(blob: CardBlob): void {
  blob.text.fill(0);
  blob.photo.fill(0);
}
