import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../config/index.ts';
import { encodeFrame } from './journal-frame.ts';

/** The journal open for writing. */
export class JournalFile {
  readonly #file: FileHandle;
  /** Where the next frame goes: behind the last durable one. */
  #end = 0;

  /** `file` is open for reading and writing. */
  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens or makes `<folder>/journal`. */
  static async open(folder: string): Promise<JournalFile> {
    const file = await open(join(folder, 'journal'), constants.O_RDWR | constants.O_CREAT, 0o600);
    syncFolder(folder);
    return new JournalFile(file);
  }

  get fd(): number {
    return this.#file.fd;
  }

  /** Bytes that are durable. */
  get end(): number {
    return this.#end;
  }

  /** Goes on behind byte `end`, once a replay has found it. */
  continueAt(end: number): void {
    this.#end = end;
  }

  /** Writes entries as one frame; durable when it returns. After an error the file's tail is unknown. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    const frame = encodeFrame(entries);
    await writeWhole(this.#file, frame, this.#end);
    await this.#file.datasync();
    this.#end += frame.length;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Writes all bytes at this place of a file, however many the system takes at once. */
export async function writeWhole(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}
