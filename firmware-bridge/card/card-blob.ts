import { fail, ok, type Result } from '../../domain/index.ts';
import { MAX_IMAGE_BYTES, PHOTO_BYTES, type PhotoForm, TEXT_BYTES } from './sam-commands.ts';

/** The blocks of a card as the reader delivers them. Personal: wipe after use. */
export interface CardBlob {
  /** 256 bytes UTF-16LE. */
  readonly text: Uint8Array;
  /** 1,024 bytes, WLT or specimen; or a BMP or JPEG of up to 65,000 bytes where the profile says so. */
  readonly photo: Uint8Array;
  /** Appended address, at most 70 bytes UTF-16LE; absent on most cards. */
  readonly newAddress?: Uint8Array;
}

/** Anything that can deliver a card's blocks: a SAM client, or a reader that does it all itself. */
export interface BlobSource {
  readBlob(): Promise<Result<CardBlob>>;
}

const LENGTHS_BYTES = 4;
/** Bytes of lengths, text and WLT photo: what `30 01` answers after SW3, and what profile A pages out. */
export const BLOB_BYTES = LENGTHS_BYTES + TEXT_BYTES + PHOTO_BYTES;

function photoFits(bytes: number, form: PhotoForm): boolean {
  return form === 'wlt' ? bytes === PHOTO_BYTES : bytes > 0 && bytes <= MAX_IMAGE_BYTES;
}

/**
 * Splits `[text length][photo length][text][photo]`, lengths big-endian and checked against the size. The blocks are
 * views of `data`. E-CARD-009 when the lengths are not those of a card with a photo of this form.
 */
export function splitBlob(data: Uint8Array, form: PhotoForm = 'wlt'): Result<CardBlob> {
  if (data.length < LENGTHS_BYTES) return fail('E-CARD-009', 'shorter than its length fields');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textBytes = view.getUint16(0);
  const photoBytes = view.getUint16(2);
  // What stands where the lengths ought to be may be the beginning of a name: it is never told.
  if (textBytes !== TEXT_BYTES) return fail('E-CARD-009', `no lengths in front of ${data.length} bytes`);
  if (!photoFits(photoBytes, form) || data.length !== LENGTHS_BYTES + textBytes + photoBytes)
    return fail('E-CARD-009', `photo of ${photoBytes} bytes in ${data.length} bytes`);
  return ok({
    text: data.subarray(LENGTHS_BYTES, LENGTHS_BYTES + textBytes),
    photo: data.subarray(LENGTHS_BYTES + textBytes),
  });
}

/** Joins text and photo as a reader sends them; the appended address goes by a command of its own. */
export function joinBlob(blob: CardBlob): Uint8Array {
  const data = new Uint8Array(LENGTHS_BYTES + blob.text.length + blob.photo.length);
  const view = new DataView(data.buffer);
  view.setUint16(0, blob.text.length);
  view.setUint16(2, blob.photo.length);
  data.set(blob.text, LENGTHS_BYTES);
  data.set(blob.photo, LENGTHS_BYTES + blob.text.length);
  return data;
}

/** Overwrites all blocks. */
export function wipeBlob(blob: CardBlob): void {
  blob.text.fill(0);
  blob.photo.fill(0);
  blob.newAddress?.fill(0);
}
