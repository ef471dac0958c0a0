import { type KeyObject, sign, verify } from 'node:crypto';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { parseNote, signatureLine, signaturesOf } from './note.ts';
import { ed25519OfType, rawPublicKey, typedKeyId, typedKeyText, type VerifierKey } from './verifier-key.ts';

/** Signature type byte of a timestamped Ed25519 cosignature (C2SP tlog-cosignature). */
const COSIGNATURE_V1 = 0x04;
const SIGNATURE_BYTES = 64;
/** 9999-12-31: later times are no times. */
const LAST_SECOND = 253_402_300_799;

/** A checkpoint with the cosignature of somebody who saw that it follows from all before it. */
export interface CosignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** When it was cosigned, in seconds since 1970. */
  readonly time: number;
}

/**
 * The cosigner that holds the key of this verifier. Its key id is another one, so that neither signature passes for
 * the other; what is signed begins with `cosignature/v1`, which no statement of the county begins with.
 */
export function cosignerOf({ name, key }: VerifierKey): VerifierKey {
  return { name, id: typedKeyId(name, typedBytes(key)), key };
}

/** Verifier key string of a cosigner (type 0x04). */
export function cosignerKeyText(name: string, key: KeyObject): string {
  return typedKeyText(name, typedBytes(key));
}

/** Reads the verifier key string of a cosigner; undefined when its form, type or id is wrong. */
export function parseCosignerKey(text: string): VerifierKey | undefined {
  return ed25519OfType(text, COSIGNATURE_V1);
}

/**
 * The note with one more signature line: that the key's holder, at `time` (seconds since 1970), knows no larger tree of
 * this log, and that this one follows from all it knew before (C2SP tlog-cosignature). Whoever calls this must have
 * checked that. Throws when the text is no note or the time is none.
 */
export function cosignNote(note: string, name: string, privateKey: KeyObject, time: number): string {
  const parsed = parseNote(note);
  if (parsed === undefined) throw new Error('only a note can be cosigned');
  if (!Number.isSafeInteger(time) || time <= 0 || time > LAST_SECOND)
    throw new Error('no time of a cosignature');
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  const signature = Buffer.concat([stamp, sign(null, cosignedMessage(parsed.text, time), privateKey)]);
  return note + signatureLine({ name, id: typedKeyId(name, typedBytes(privateKey)), signature });
}

/**
 * The checkpoint in a note that the log signed and this cosigner cosigned; undefined for anything else. Of several
 * cosignatures of this cosigner the latest counts; a wrong one spoils the note.
 */
export function openCosigned(
  note: string,
  log: VerifierKey,
  cosigner: VerifierKey,
): CosignedCheckpoint | undefined {
  const checkpoint = openCheckpoint(note, log);
  const parsed = parseNote(note);
  if (checkpoint === undefined || parsed === undefined) return undefined;
  const own = signaturesOf(parsed, cosigner);
  const times = own.map(({ signature }) => cosignedAt(parsed.text, signature, cosigner));
  const right = times.filter((time) => time !== undefined);
  return own.length > 0 && right.length === own.length ? { checkpoint, time: Math.max(...right) } : undefined;
}

/** The time of a right cosignature over this text, else undefined. */
function cosignedAt(text: string, signature: Buffer, cosigner: VerifierKey): number | undefined {
  if (signature.length !== 8 + SIGNATURE_BYTES) return undefined;
  const time = Number(signature.readBigUInt64BE(0));
  if (time <= 0 || time > LAST_SECOND) return undefined;
  return verify(null, cosignedMessage(text, time), cosigner.key, signature.subarray(8)) ? time : undefined;
}

function cosignedMessage(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

function typedBytes(key: KeyObject): Buffer {
  return Buffer.concat([Buffer.of(COSIGNATURE_V1), rawPublicKey(key)]);
}
