import type { KeyObject } from 'node:crypto';
import { HASH_BYTES, type Hash } from './merkle.ts';
import { openNote, signNote } from './note.ts';
import type { VerifierKey } from './verifier-key.ts';

/** A tree head: which log, how many leaves, which root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** Signs a checkpoint; the key's name is the origin, as tlog-checkpoint advises. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  const root = Buffer.from(checkpoint.root).toString('base64');
  return signNote(`${checkpoint.origin}\n${checkpoint.size}\n${root}\n`, checkpoint.origin, privateKey);
}

/** The checkpoint in a note that `verifier` signed for its own origin; undefined for anything else. */
export function openCheckpoint(note: string, verifier: VerifierKey): Checkpoint | undefined {
  const text = openNote(note, verifier);
  if (text === undefined) return undefined;
  const checkpoint = parseCheckpoint(text);
  return checkpoint?.origin === verifier.name ? checkpoint : undefined;
}

/** Reads the text of a checkpoint; extension lines are passed over. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = Number(sizeText);
  const root = Buffer.from(rootText, 'base64');
  if (origin === '' || !/^(0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size)) return undefined;
  if (root.length !== HASH_BYTES || root.toString('base64') !== rootText) return undefined;
  return extensions.includes('') ? undefined : { origin, size, root };
}
