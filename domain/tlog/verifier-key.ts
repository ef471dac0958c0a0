import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Signature type byte of Ed25519 (C2SP signed-note). */
const ED25519 = 1;
/** What stands before the 32 key bytes in an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** A key that verifies signed notes: its name, its 4-byte id and the Ed25519 public key. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** Whether a text may name a key: not empty, no Unicode space, no plus (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name);
}

/** The 32 bytes of an Ed25519 public key; a private key gives its public half. */
export function rawPublicKey(key: KeyObject): Buffer {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
  if (spki.length !== SPKI_HEAD.length + 32 || !spki.subarray(0, SPKI_HEAD.length).equals(SPKI_HEAD))
    throw new Error('not an Ed25519 key');
  return spki.subarray(SPKI_HEAD.length);
}

/** Key id: SHA-256(name || 0x0A || 0x01 || public key)[:4] (C2SP signed-note). */
export function keyId(name: string, publicKey: Uint8Array): Buffer {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}

/** Verifier key string `<name>+<id in hex>+<base64 of 0x01 and the key>`, as golang.org/x/mod/sumdb/note writes it. */
export function verifierKeyText(name: string, key: KeyObject): string {
  if (!isKeyName(name)) throw new Error('a key name has no spaces and no plus');
  const publicKey = rawPublicKey(key);
  const typed = Buffer.concat([Buffer.of(ED25519), publicKey]);
  return `${name}+${keyId(name, publicKey).toString('hex')}+${typed.toString('base64')}`;
}

/** Reads a verifier key string; undefined when its form, type or id is wrong. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', idText = '', keyText = ''] = match;
  const typed = Buffer.from(keyText, 'base64');
  if (typed.length !== 33 || typed[0] !== ED25519 || !isKeyName(name)) return undefined;
  const publicKey = typed.subarray(1);
  const id = keyId(name, publicKey);
  if (id.toString('hex') !== idText) return undefined;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
  return { name, id, key };
}
