import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Signature type byte of Ed25519 (C2SP signed-note). */
export const ED25519 = 0x01;
/** What stands before the 32 key bytes in an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_BYTES = 32;

/** A key that verifies signed notes: its name, its 4-byte id and the Ed25519 public key. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** A verifier key string taken apart: `typed` is the signature type with the key's own bytes behind it. */
export interface TypedKey {
  readonly name: string;
  readonly id: Buffer;
  readonly typed: Buffer;
}

/** Whether a text may name a key: not empty, no Unicode space, no plus (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name);
}

/** The 32 bytes of an Ed25519 public key; a private key gives its public half. */
export function rawPublicKey(key: KeyObject): Buffer {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
  if (
    spki.length !== SPKI_HEAD.length + ED25519_BYTES ||
    !spki.subarray(0, SPKI_HEAD.length).equals(SPKI_HEAD)
  )
    throw new Error('not an Ed25519 key');
  return spki.subarray(SPKI_HEAD.length);
}

/** The Ed25519 public key of these 32 bytes. */
export function ed25519PublicKey(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
}

/** Key id: SHA-256(name || 0x0A || signature type || public key)[:4] (C2SP signed-note). */
export function typedKeyId(name: string, typed: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
}

/** Verifier key string `<name>+<id in hex>+<base64 of type and key>` (C2SP signed-note). */
export function typedKeyText(name: string, typed: Uint8Array): string {
  if (!isKeyName(name)) throw new Error('a key name has no spaces and no plus');
  return `${name}+${typedKeyId(name, typed).toString('hex')}+${Buffer.from(typed).toString('base64')}`;
}

/** Reads a verifier key string of any type; undefined when its form or id is wrong. */
export function parseTypedKey(text: string): TypedKey | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{4,4000}={0,2})$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', idText = '', keyText = ''] = match;
  const typed = Buffer.from(keyText, 'base64');
  if (typed.toString('base64') !== keyText || !isKeyName(name)) return undefined;
  const id = typedKeyId(name, typed);
  return id.toString('hex') === idText ? { name, id, typed } : undefined;
}

/** Verifier key string of an Ed25519 key (type 0x01). */
export function verifierKeyText(name: string, key: KeyObject): string {
  return typedKeyText(name, Buffer.concat([Buffer.of(ED25519), rawPublicKey(key)]));
}

/** Reads the verifier key string of an Ed25519 key (type 0x01); undefined when its form, type or id is wrong. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  return ed25519OfType(text, ED25519);
}

/** Reads a verifier key string that holds an Ed25519 key under this signature type. */
export function ed25519OfType(text: string, type: number): VerifierKey | undefined {
  const parsed = parseTypedKey(text);
  if (parsed === undefined || parsed.typed.length !== 1 + ED25519_BYTES || parsed.typed[0] !== type)
    return undefined;
  return { name: parsed.name, id: parsed.id, key: ed25519PublicKey(parsed.typed.subarray(1)) };
}
