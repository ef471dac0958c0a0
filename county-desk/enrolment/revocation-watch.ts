import type { CountyKeys } from './county-keys.ts';
import { readRevocations } from './revocation.ts';

/** The county's list of revoked certificates is read again when it is older than this, in milliseconds. */
export const REVOCATION_AGE_MS = 5000;

/** The list as it stands now, for whoever keeps lines open: at most five seconds old. */
export class RevocationWatch {
  readonly #folder: string;
  readonly #keys: CountyKeys;
  /** Undefined while the list cannot be read. */
  #serials: ReadonlySet<string> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(folder: string, keys: CountyKeys) {
    this.#folder = folder;
    this.#keys = keys;
  }

  /** When the list is damaged nobody is believed. */
  isRevoked(serial: string): boolean {
    const now = performance.now();
    if (now - this.#readAt > REVOCATION_AGE_MS) {
      const list = readRevocations(this.#folder, this.#keys);
      this.#serials = list.ok ? new Set(list.value.map((one) => one.serial)) : undefined;
      this.#readAt = now;
    }
    return this.#serials?.has(serial) ?? true;
  }
}
