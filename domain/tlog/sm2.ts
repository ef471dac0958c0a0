import { createECDH, createHash, type KeyObject, randomBytes } from 'node:crypto';
import {
  BASE_POINT,
  COEFFICIENT_A,
  COEFFICIENT_B,
  COORDINATE_BYTES,
  type CurvePoint,
  inverse,
  isOnCurve,
  modulo,
  ORDER,
  sumOfMultiples,
} from './sm2-curve.ts';

/** The distinguishing identifier of whoever signs, where nothing else is agreed (GM/T 0009). */
const IDENTIFIER = Buffer.from('1234567812345678');
/** Object identifier of the curve, 1.2.156.10197.1.301, as it stands in a key's DER. */
const CURVE_OID = Buffer.from('06082a811ccf5501822d', 'hex');
/** In an ECPrivateKey (RFC 5915): version 1, then an octet string of 32 bytes. */
const PRIVATE_HEAD = Buffer.from('0201010420', 'hex');
export const SM2_PUBLIC_BYTES = 1 + 2 * COORDINATE_BYTES;
export const SM2_SIGNATURE_BYTES = 2 * COORDINATE_BYTES;

/** An SM2 private key with its public half. */
export interface Sm2PrivateKey {
  /** 32 bytes, big-endian. */
  readonly secret: Buffer;
  /** 0x04, x, y: 65 bytes. */
  readonly publicKey: Buffer;
}

/** The SM2 key in a private key object, such as `openssl genpkey -algorithm SM2` makes; undefined for another kind. */
export function sm2KeyOf(key: KeyObject): Sm2PrivateKey | undefined {
  const der = key.export({ format: 'der', type: 'pkcs8' });
  const at = der.indexOf(PRIVATE_HEAD);
  if (!der.includes(CURVE_OID) || at < 0) return undefined;
  const secret = der.subarray(at + PRIVATE_HEAD.length, at + PRIVATE_HEAD.length + COORDINATE_BYTES);
  return secret.length === COORDINATE_BYTES ? { secret, publicKey: multipleOfBase(secret) } : undefined;
}

/**
 * Signs bytes by SM2 with SM3 (GB/T 32918.2 section 6.1) for the identifier `1234567812345678`: r and s, 32 bytes each.
 * Node's own `sign` gives no way to set the identifier, so the scheme is here; the one multiplication that could leak
 * the secret by its time is OpenSSL's. What is left over are five operations on numbers of one length.
 */
export function sm2Sign(message: Uint8Array, key: Sm2PrivateKey): Buffer {
  const e = digestOf(message, key.publicKey);
  const d = numberOf(key.secret);
  for (;;) {
    const nonce = randomBytes(COORDINATE_BYTES);
    const k = numberOf(nonce);
    if (k === 0n || k >= ORDER) continue;
    const x = numberOf(multipleOfBase(nonce).subarray(1, 1 + COORDINATE_BYTES));
    nonce.fill(0);
    const r = modulo(e + x, ORDER);
    if (r === 0n || r + k === ORDER) continue;
    const blind = numberOf(randomBytes(COORDINATE_BYTES)) | 1n;
    // (1 + d)^-1 (k - r d), with the inverse taken of a number that is another one each time.
    const s = modulo(inverse((1n + d) * blind, ORDER) * blind * (k - r * d), ORDER);
    if (s !== 0n) return Buffer.concat([bytesOf(r), bytesOf(s)]);
  }
}

/** Whether these 64 bytes are the key's signature over the message (GB/T 32918.2 section 7.1). */
export function sm2Verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const point = sm2Point(publicKey);
  if (point === undefined || signature.length !== SM2_SIGNATURE_BYTES) return false;
  const r = numberOf(signature.subarray(0, COORDINATE_BYTES));
  const s = numberOf(signature.subarray(COORDINATE_BYTES));
  if (r === 0n || s === 0n || r >= ORDER || s >= ORDER) return false;
  const t = modulo(r + s, ORDER);
  if (t === 0n) return false;
  const sum = sumOfMultiples(s, t, point);
  return sum !== undefined && modulo(digestOf(message, publicKey) + sum.x, ORDER) === r;
}

/** The point of a public key of 65 bytes; undefined when it is not on the curve. */
export function sm2Point(publicKey: Uint8Array): CurvePoint | undefined {
  if (publicKey.length !== SM2_PUBLIC_BYTES || publicKey[0] !== 0x04) return undefined;
  const point = {
    x: numberOf(publicKey.subarray(1, 1 + COORDINATE_BYTES)),
    y: numberOf(publicKey.subarray(1 + COORDINATE_BYTES)),
  };
  return isOnCurve(point) ? point : undefined;
}

/** e = SM3(Z || M), Z = SM3(ENTL || ID || a || b || xG || yG || xA || yA) (GB/T 32918.2 section 5.5). */
function digestOf(message: Uint8Array, publicKey: Uint8Array): bigint {
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(IDENTIFIER.length * 8);
  const z = createHash('sm3').update(bits).update(IDENTIFIER);
  for (const number of [COEFFICIENT_A, COEFFICIENT_B, BASE_POINT.x, BASE_POINT.y]) z.update(bytesOf(number));
  z.update(publicKey.subarray(1));
  return numberOf(createHash('sm3').update(z.digest()).update(message).digest());
}

/** k G as 65 bytes, by OpenSSL. */
function multipleOfBase(k: Uint8Array): Buffer {
  const exchange = createECDH('SM2');
  exchange.setPrivateKey(k);
  return exchange.getPublicKey();
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

function bytesOf(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(2 * COORDINATE_BYTES, '0'), 'hex');
}
