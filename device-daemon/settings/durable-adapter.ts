import { readFile } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { writeFileDurably } from '../../config/index.ts';

/** lowdb's own file adapter renames without fsync; this one makes file and name durable before it returns. */
export class DurableJsonFile implements Adapter<unknown> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The file's JSON. Throws when the file is missing or no JSON: there are no defaults to fall back to. */
  async read(): Promise<unknown> {
    return JSON.parse(await readFile(this.#path, 'utf8'));
  }

  async write(data: unknown): Promise<void> {
    writeFileDurably(this.#path, `${JSON.stringify(data, null, 2)}\n`);
  }
}
