import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Sealed rows have a length that is a multiple of this, so that the length tells little. */
const PAD_BYTES = 512;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What opens one person's row: where it lies, and its key. Made from the ID number at hand. */
export interface RowKey {
  /** 32 bytes, stands in the database. */
  readonly tag: Buffer;
  /** AES-256 key. */
  readonly key: Buffer;
}

/**
 * HKDF-SHA-256 (RFC 5869) of the device secret, salted anew with every roster, for one ID number: 32 bytes of lookup
 * tag and 32 of key. Without the device secret the tag tells nothing; without the number no row opens.
 */
export function rowKey(deviceSecret: Buffer, salt: Buffer, idNumber: string): RowKey {
  // As bytes: given a string, Node would keep a copy of the number in a buffer of its own.
  const info = Buffer.from(`youfu roster row\0${idNumber}`);
  const made = Buffer.from(hkdfSync('sha256', deviceSecret, salt, info, 64));
  info.fill(0);
  return { tag: made.subarray(0, 32), key: made.subarray(32) };
}

/** Seals a row's bytes with AES-256-GCM: nonce, ciphertext, tag. Zeroes the plaintext. */
export function sealRow(plaintext: Buffer, rowKey: RowKey): Buffer {
  // JSON takes spaces at its end, so these pad without a length field.
  const padded = Buffer.alloc(Math.ceil(plaintext.length / PAD_BYTES) * PAD_BYTES, ' ');
  plaintext.copy(padded);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', rowKey.key, nonce).setAAD(rowKey.tag);
  const sealed = Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  plaintext.fill(0);
  padded.fill(0);
  return sealed;
}

/** The row's bytes, or undefined when they were altered. The caller zeroes them after use. */
export function openRow(sealed: Buffer, rowKey: RowKey): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', rowKey.key, nonce).setAAD(rowKey.tag);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const opened = decipher.update(body);
  try {
    decipher.final();
    return opened;
  } catch {
    opened.fill(0);
    return undefined;
  }
}
