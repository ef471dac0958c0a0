import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../../config/index.ts';
import { DeviceId, INBOX_KINDS } from '../../../domain/county/index.ts';
import { fail, ok, type Result } from '../../../domain/index.ts';
import { HASH_BYTES, MAX_ENTRY_BYTES, type TileName, tilePath } from '../../../domain/tlog/index.ts';
import type { LogSource, SignedFile } from '../log-source.ts';

const MOST_CHECKPOINT_BYTES = 65_536;
const MOST_BLOB_BYTES = 32 * 1024 * 1024;
const Label = z.object({ format: z.literal('youfu-stick/1'), device: DeviceId });

/** A kiosk's log in a folder, as `kiosk log export` writes it on a stick. */
export class FolderSource implements LogSource {
  readonly name: string;
  readonly #folder: string;

  private constructor(folder: string, name: string) {
    this.#folder = folder;
    this.name = name;
  }

  /** The source of a folder, named as its label says; a folder without a label is named by its path. */
  static async open(folder: string): Promise<FolderSource> {
    const label = await readIfThere(join(folder, 'kiosk.json'), 4096);
    const parsed = label.ok && label.value !== undefined ? Label.safeParse(jsonOf(label.value)) : undefined;
    return new FolderSource(folder, parsed?.success ? parsed.data.device : folder);
  }

  async checkpoint(): Promise<Result<string | undefined>> {
    const note = await readIfThere(join(this.#folder, 'checkpoint'), MOST_CHECKPOINT_BYTES);
    return note.ok ? ok(note.value?.toString('utf8')) : note;
  }

  tile(tile: TileName): Promise<Result<Uint8Array | undefined>> {
    const most = tile.width * (tile.level === 'entries' ? 2 + MAX_ENTRY_BYTES : HASH_BYTES);
    return readIfThere(join(this.#folder, tilePath(tile)), most);
  }

  async blob(sha256: string): Promise<Result<Uint8Array | undefined>> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return ok(undefined);
    return readIfThere(join(this.#folder, 'blob', sha256.slice(0, 2), sha256), MOST_BLOB_BYTES);
  }

  /** Puts a signed file where `kiosk inbox take` looks for it; the same file again changes nothing. Error: E-COUNTY-027. */
  async deliver({ kind, bytes }: SignedFile): Promise<Result<void>> {
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const path = join(this.#folder, 'inbox', `${kind}-${digest}.${INBOX_KINDS[kind].ending}`);
    try {
      return ok(writeFileDurably(path, bytes, 0o644));
    } catch {
      return fail('E-COUNTY-027', path);
    }
  }

  async close(): Promise<void> {}
}

/** Errors: E-COUNTY-023 (larger than such a file can be), E-COUNTY-027 (there, but cannot be read). */
async function readIfThere(path: string, mostBytes: number): Promise<Result<Buffer | undefined>> {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? fail('E-COUNTY-023', `${path}: ${size} bytes`) : ok(await readFile(path));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? ok(undefined) : fail('E-COUNTY-027', path);
  }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
