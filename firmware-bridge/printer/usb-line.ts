import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { Line } from './connection.ts';

/** How often an idle device is asked for bytes, and a full one tried again. */
const POLL_MS = 10;
/** Bytes to the kernel at once: usblp hands them to the printer in transfers of 8 KiB. */
const PIECE = 4096;
const MAX_STALE_READS = 64;

/**
 * Opens a printer's character device (`/dev/usb/lp0`, kernel driver usblp) for both ways, never waiting in a call:
 * a printer that stands takes nothing (EAGAIN), and a blocked thread of the pool could not be called back.
 * The kernel's own status of the device (LPGETSTATUS: paper, selected, error) is not used: it says less than the
 * printer's own answers and cannot be asked for without native code.
 * Fails with E-PRINT-005 (absent, no right) or E-PRINT-015 (another program has it).
 */
export async function openUsbLine(path: string): Promise<Result<Line>> {
  try {
    const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    if ((await file.stat()).isCharacterDevice()) {
      await discardStale(file);
      return ok(new UsbLine(file, path));
    }
    await file.close();
    return fail('E-PRINT-005', `${path} is not a device`);
  } catch (error) {
    const code = codeOf(error);
    return fail(code === 'EBUSY' ? 'E-PRINT-015' : 'E-PRINT-005', `${path}: ${code}`);
  }
}

/** What an earlier program or job was answered may still be there: it is nobody's now. */
async function discardStale(file: FileHandle): Promise<void> {
  const buffer = Buffer.alloc(1024);
  for (let reads = 0; reads < MAX_STALE_READS; reads += 1) {
    const { bytesRead } = await file
      .read(buffer, 0, buffer.length, null)
      .catch((): { bytesRead: number } => ({ bytesRead: 0 }));
    if (bytesRead === 0) return;
  }
}

class UsbLine implements Line {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #bytes: ((bytes: Uint8Array) => void)[] = [];
  readonly #closings: (() => void)[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #reading: Promise<void>;
  #closed = false;

  constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#path = path;
    this.#reading = this.#read();
  }

  write(bytes: Uint8Array, done: (sent: boolean) => void): void {
    const going = this.#last.then(() => this.#push(bytes));
    this.#last = going;
    void going.then(done);
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#bytes.push(listener);
  }

  onClosed(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closings.push(listener);
  }

  discard(): Promise<void> {
    return this.close();
  }

  async close(): Promise<void> {
    this.#gone();
    await this.#reading;
    await this.#last;
    await this.#file.close().catch(() => undefined);
  }

  /** Every byte, in pieces, as the printer takes them; false when the line closes before. */
  async #push(bytes: Uint8Array): Promise<boolean> {
    let at = 0;
    while (at < bytes.length && !this.#closed) {
      try {
        const { bytesWritten } = await this.#file.write(bytes, at, Math.min(PIECE, bytes.length - at));
        at += bytesWritten;
        if (bytesWritten === 0) await wait(POLL_MS);
      } catch (error) {
        if (!isBusy(error)) this.#gone();
        else await wait(POLL_MS);
      }
    }
    return at === bytes.length;
  }

  async #read(): Promise<void> {
    const buffer = Buffer.alloc(1024);
    while (!this.#closed) {
      try {
        const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, null);
        for (const listener of this.#bytes)
          if (bytesRead > 0) listener(Uint8Array.from(buffer.subarray(0, bytesRead)));
        // Nothing may be an empty packet, or the end of a device that was pulled.
        if (bytesRead === 0 && !(await this.#isThere())) this.#gone();
        if (bytesRead === 0) await wait(POLL_MS);
      } catch (error) {
        if (!isBusy(error)) this.#gone();
        else await wait(POLL_MS);
      }
    }
  }

  async #isThere(): Promise<boolean> {
    try {
      const [here, opened] = await Promise.all([stat(this.#path), this.#file.stat()]);
      return here.rdev === opened.rdev && here.ino === opened.ino;
    } catch {
      return false;
    }
  }

  #gone(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const closing of this.#closings) closing();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unreadable';
}

/** ENOSPC is usblp's word for a printer without paper: its own status says the same, and may change. */
const isBusy = (error: unknown): boolean => ['EAGAIN', 'EINTR', 'ENOSPC'].includes(codeOf(error));
