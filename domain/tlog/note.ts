import { type KeyObject, sign, verify } from 'node:crypto';
import { isKeyName, keyId, rawPublicKey, type VerifierKey } from './verifier-key.ts';

/** Longest note that is read: text and signatures of a checkpoint with room for 16 witnesses. */
const MAX_NOTE_BYTES = 65_536;
const MAX_SIGNATURES = 64;

/** Signs a text that ends in a newline (C2SP signed-note, Ed25519). */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  if (!isNoteText(text)) throw new Error('a note ends in a newline and has no other control characters');
  if (!isKeyName(name)) throw new Error('a key name has no spaces and no plus');
  const id = keyId(name, rawPublicKey(privateKey));
  const signature = sign(null, Buffer.from(text), privateKey);
  return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/**
 * The text of a note when the given key signed it, else undefined. Signatures by other keys are skipped;
 * a wrong signature by this key spoils the whole note (C2SP signed-note).
 */
export function openNote(note: string, verifier: VerifierKey): string | undefined {
  if (note.length > MAX_NOTE_BYTES) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  if (!isNoteText(text)) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  let signed = false;
  for (const line of lines) {
    const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    if (match === null) return undefined;
    const bytes = Buffer.from(match[2] ?? '', 'base64');
    if (bytes.toString('base64') !== match[2] || bytes.length < 5) return undefined;
    if (match[1] !== verifier.name || !bytes.subarray(0, 4).equals(verifier.id)) continue;
    if (!verify(null, Buffer.from(text), verifier.key, bytes.subarray(4))) return undefined;
    signed = true;
  }
  return signed ? text : undefined;
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !/\p{Cc}/u.test(text.replaceAll('\n', ''));
}
