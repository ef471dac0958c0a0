import { type KeyObject, sign, verify } from 'node:crypto';
import { ED25519, isKeyName, rawPublicKey, typedKeyId, type VerifierKey } from './verifier-key.ts';

/** Longest note that is read: a checkpoint with 16 of the longest signatures (C2SP signed-note), and room. */
const MAX_NOTE_LENGTH = 131_072;
const MAX_SIGNATURES = 64;

/** One signature line of a note (C2SP signed-note). */
export interface NoteSignature {
  readonly name: string;
  /** Key id, 4 bytes. */
  readonly id: Buffer;
  /** What stands behind the key id. */
  readonly signature: Buffer;
}

/** A note taken apart; nothing of it is believed yet. */
export interface SignedNote {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Something that signs notes: an Ed25519 key, an SM2 key. */
export interface NoteSigner {
  readonly name: string;
  /** Key id, 4 bytes. */
  readonly id: Buffer;
  /** The signature over a note's text, without the key id. */
  sign(text: string): Buffer;
}

/** Something that verifies signature lines of one name and key id. */
export interface NoteVerifier {
  readonly name: string;
  readonly id: Buffer;
  verify(text: string, signature: Buffer): boolean;
}

/** Signs with an Ed25519 key (signature type 0x01). */
export function ed25519Signer(name: string, privateKey: KeyObject): NoteSigner {
  return {
    name,
    id: typedKeyId(name, Buffer.concat([Buffer.of(ED25519), rawPublicKey(privateKey)])),
    sign: (text) => sign(null, Buffer.from(text), privateKey),
  };
}

/** Verifies with an Ed25519 key (signature type 0x01). */
export function ed25519Verifier({ name, id, key }: VerifierKey): NoteVerifier {
  return { name, id, verify: (text, signature) => verify(null, Buffer.from(text), key, signature) };
}

/** One signature line with its newline. Throws when the name cannot stand in one. */
export function signatureLine({ name, id, signature }: NoteSignature): string {
  if (!isKeyName(name)) throw new Error('a key name has no spaces and no plus');
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** Signs a text that ends in a newline, with one line a signer. */
export function signNoteWith(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text)) throw new Error('a note ends in a newline and has no other control characters');
  const lines = signers.map((signer) =>
    signatureLine({ name: signer.name, id: signer.id, signature: signer.sign(text) }),
  );
  return `${text}\n${lines.join('')}`;
}

/** Signs a text that ends in a newline with an Ed25519 key. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  return signNoteWith(text, [ed25519Signer(name, privateKey)]);
}

/** Takes a note apart; undefined when it has not the form of one. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > MAX_NOTE_LENGTH) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  if (!isNoteText(text)) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const match = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    const [, name = '', encoded = ''] = match ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    if (!isKeyName(name) || bytes.toString('base64') !== encoded || bytes.length < 5) return undefined;
    signatures.push({ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) });
  }
  return { text, signatures };
}

/** The signatures of one name and key id. */
export function signaturesOf(
  note: SignedNote,
  { name, id }: { readonly name: string; readonly id: Buffer },
): readonly NoteSignature[] {
  return note.signatures.filter((one) => one.name === name && one.id.equals(id));
}

/**
 * The text of a note that this verifier signed, else undefined. Signatures by other keys are skipped; a wrong
 * signature by this key spoils the whole note (C2SP signed-note).
 */
export function openNoteWith(note: string, verifier: NoteVerifier): string | undefined {
  const parsed = parseNote(note);
  if (parsed === undefined) return undefined;
  const own = signaturesOf(parsed, verifier);
  const right = own.length > 0 && own.every(({ signature }) => verifier.verify(parsed.text, signature));
  return right ? parsed.text : undefined;
}

/** The text of a note when the given Ed25519 key signed it, else undefined. */
export function openNote(note: string, verifier: VerifierKey): string | undefined {
  return openNoteWith(note, ed25519Verifier(verifier));
}

/** Ends in a newline, no ASCII control character but newlines, and no half of a surrogate pair: it is UTF-8. */
function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f\p{Cs}]/u.test(text);
}
