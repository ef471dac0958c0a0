import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder, writeFileDurably } from '../../config/index.ts';

/** Longest blob that is sealed, in bytes: a photographed page in full size, and room. */
export const MAX_BLOB_BYTES = 8 * 1024 * 1024;
const NAME = /^[0-9a-f]{64}$/;
const UNTOLD = '.untold';

/**
 * The sealed blobs of a log: `<ledger>/blob/<first two hex>/<SHA-256 of the sealed bytes>`. A blob is durable before
 * the log tells of it, under a name of its own until then: one that a crash left untold belongs to nothing.
 */
export class BlobFiles {
  readonly #folder: string;

  /** `folder` is the log's. */
  constructor(folder: string) {
    this.#folder = join(folder, 'blob');
  }

  /** Keeps sealed bytes durably and gives their name; `told` makes them a blob of the log. */
  keep(sealed: Uint8Array): string {
    const sha256 = createHash('sha256').update(sealed).digest('hex');
    writeFileDurably(`${this.#path(sha256)}${UNTOLD}`, sealed);
    return sha256;
  }

  /** The log has told of it, durably. */
  told(sha256: string): void {
    const path = this.#path(sha256);
    renameSync(`${path}${UNTOLD}`, path);
    syncFolder(dirname(path));
  }

  /** Names of those that a crash left untold. */
  untold(): ReadonlySet<string> {
    if (!existsSync(this.#folder)) return new Set();
    return new Set(
      readdirSync(this.#folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(UNTOLD))
        .map((name) => name.slice(3, -UNTOLD.length))
        .filter((name) => NAME.test(name)),
    );
  }

  /** At a start: those that the log has told of after all are kept, the others go. */
  settle(untold: ReadonlySet<string>, told: ReadonlySet<string>): void {
    for (const sha256 of untold)
      if (told.has(sha256)) this.told(sha256);
      else rmSync(`${this.#path(sha256)}${UNTOLD}`, { force: true });
  }

  /** The sealed bytes of this name; undefined when there are none. */
  read(sha256: string): Buffer | undefined {
    if (!NAME.test(sha256)) return undefined;
    const path = this.#path(sha256);
    return existsSync(path) ? readFileSync(path) : undefined;
  }

  /** Deletes a blob whose entry was pruned. */
  drop(sha256: string): void {
    if (NAME.test(sha256)) rmSync(this.#path(sha256), { force: true });
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }
}
