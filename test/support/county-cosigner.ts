import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosignNote, parseVerifierKey, type VerifierKey, verifierKeyText } from '../../domain/tlog/index.ts';

/** A made-up county that cosigns whatever checkpoint it is shown. */
export class CountyCosigner {
  readonly #name = 'county-00c0ffee';
  readonly #key: KeyObject = generateKeyPairSync('ed25519').privateKey;

  /** The key that devices trust. */
  get verifier(): VerifierKey {
    const key = parseVerifierKey(verifierKeyText(this.#name, this.#key));
    if (key === undefined) throw new Error('the key text must parse');
    return key;
  }

  /** Cosigns a note at `time`, in milliseconds since 1970. */
  cosign(note: string, time: number): string {
    return cosignNote(note, this.#name, this.#key, Math.floor(time / 1000));
  }

  /** Cosigns the checkpoint that stands in a ledger's folder. */
  cosignFolder(folder: string, time: number): string {
    return this.cosign(readFileSync(join(folder, 'checkpoint'), 'utf8'), time);
  }
}
