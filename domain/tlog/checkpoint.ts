import type { KeyObject } from 'node:crypto';
import { HASH_BYTES, type Hash } from './merkle.ts';
import { ed25519Signer, type NoteSigner, openNote, signNoteWith } from './note.ts';
import type { VerifierKey } from './verifier-key.ts';

/** A tree head: which log, how many leaves, which root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The text of a checkpoint's note. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/**
 * Signs a checkpoint with Ed25519; the key's name is the origin, as tlog-checkpoint advises. `others` add a line each,
 * such as one by an SM2 key.
 */
export function signCheckpoint(
  checkpoint: Checkpoint,
  privateKey: KeyObject,
  others: readonly NoteSigner[] = [],
): string {
  return signNoteWith(checkpointText(checkpoint), [ed25519Signer(checkpoint.origin, privateKey), ...others]);
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
