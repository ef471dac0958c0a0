import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolderDurably, syncFolder } from '../../config/index.ts';

/** Files that are written and fsynced beside one another: more than the thread pool has threads gains nothing. */
const AT_ONCE = 8;

/**
 * Makes new files durable together, which costs one fsync a file and one a folder. The names are not atomic: after a
 * crash a file may be there in part, so nothing may believe them before the head that is added after them. A file that is
 * there already, as an upper tile that did not grow, is under a head: it is left as it is.
 */
export class DurableBatch {
  readonly #files: Array<{ path: string; bytes: Uint8Array }> = [];
  #bytes = 0;

  /** Bytes that wait to be written. */
  get bytes(): number {
    return this.#bytes;
  }

  add(path: string, bytes: Uint8Array): void {
    this.#files.push({ path, bytes });
    this.#bytes += bytes.length;
  }

  /** Writes what was added; durable when it resolves. */
  async flush(): Promise<void> {
    const files = this.#files.splice(0);
    this.#bytes = 0;
    const folders = new Set(files.map(({ path }) => dirname(path)));
    for (const folder of folders) makeFolderDurably(folder);
    const waiting = [...files];
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
        await writeSynced(next.path, next.bytes);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, files.length) }, worker));
    for (const folder of folders) syncFolder(folder);
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const same = existsSync(path) && (await readFile(path)).equals(bytes);
  const file = await open(path, same ? 'r' : 'w', 0o600);
  try {
    if (!same) await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}
