import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { OVERWRITE_FREED, type PhotoLibrary } from '../../../config/index.ts';
import { fail, ok, type Result } from '../../../domain/index.ts';
import { encodeMessage, type LibraryMessage, MESSAGE, MessageReader } from './library-messages.ts';

const HOST = fileURLToPath(new URL('./library-host.js', import.meta.url));

const died = (how: string): Result<never> => fail('E-CARD-018', how);

/** The error that a message of the library's process stands for; undefined for one that is none. */
function errorOf({ kind, payload }: LibraryMessage): Result<never> | undefined {
  const text = Buffer.from(payload).toString('utf8');
  if (kind === MESSAGE.unusable) return fail('E-CARD-017', text);
  if (kind === MESSAGE.refused) return fail('E-CARD-014', `the library refused the block: ${text}`);
  if (kind === MESSAGE.overrun) return died('the library wrote past its buffer');
  return undefined;
}

/**
 * One process with a maker's photo library. It decodes one photo and is ended then, so that nothing of a photo can
 * stay in a library's memory and no harm that it did to itself lasts. Every wait has a limit; whatever the process
 * does ends as a value, and never in the bridge.
 */
export class LibraryProcess {
  readonly #child: ChildProcess;
  readonly #channel: Duplex | undefined;
  readonly #reader = new MessageReader();
  #next: ((message: Result<LibraryMessage>) => void) | undefined;
  #early: Result<LibraryMessage> | undefined;
  #opened: Promise<Result<void>> | undefined;
  #ended = false;

  constructor(library: PhotoLibrary) {
    // Nothing of the bridge's environment: a stranger's library has no business with it. Its output may hold
    // anything and is dropped. Libraries that it needs may lie beside it.
    this.#child = spawn(process.execPath, [HOST], {
      env: { ...OVERWRITE_FREED, LD_LIBRARY_PATH: dirname(library.path) },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const channel = this.#child.stdio[3];
    if (channel instanceof Duplex) {
      this.#channel = channel;
      channel.on('data', (chunk: Buffer) => this.#take(chunk));
      // A process that is gone resets the socket; 'close' tells.
      channel.on('error', () => undefined);
      channel.on('close', () => this.#settle(died('the process ended')));
    }
    this.#child.on('error', () => this.#settle(fail('E-CARD-017', 'the process does not start')));
    this.#child.on('exit', (_code, signal) => this.#settle(died(`the process ended (${signal ?? 'exit'})`)));
    const opening = JSON.stringify({ parent: process.pid, library });
    this.#channel?.write(encodeMessage(MESSAGE.open, Buffer.from(opening)));
    this.#unref();
  }

  /** Waits at most `limitMs` for the library to be loaded: E-CARD-017 when it cannot be, E-CARD-018. */
  async opened(limitMs: number): Promise<Result<void>> {
    this.#opened ??= this.#message(limitMs).then((message) => {
      if (!message.ok) return message;
      if (message.value.kind === MESSAGE.opened) return ok(undefined);
      return errorOf(message.value) ?? died('a message out of turn');
    });
    return this.#opened;
  }

  /** What the library wrote for the block, at most `limitMs` later; to be overwritten by the caller. */
  async decode(block: Uint8Array, limitMs: number): Promise<Result<Uint8Array>> {
    const request = encodeMessage(MESSAGE.decode, block);
    this.#channel?.write(request, () => request.fill(0));
    const message = await this.#message(limitMs);
    if (!message.ok) return message;
    if (message.value.kind === MESSAGE.decoded) return ok(message.value.payload);
    return errorOf(message.value) ?? died('a message out of turn');
  }

  /** Ends the process whatever it does. */
  end(): void {
    this.#ended = true;
    this.#child.kill('SIGKILL');
    this.#channel?.destroy();
    this.#reader.wipe();
  }

  /** Whether the process has ended or never started. */
  get gone(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  /** The next message, or why there is none; a process that is late is ended. */
  #message(limitMs: number): Promise<Result<LibraryMessage>> {
    if (this.#early !== undefined) {
      const early = this.#early;
      // What the end of the process came to stays; a message is given once.
      if (early.ok) this.#early = undefined;
      return Promise.resolve(early);
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle(died(`no answer in ${limitMs} ms`));
        this.end();
      }, limitMs);
      this.#next = (message) => {
        clearTimeout(timer);
        resolve(message);
      };
    });
  }

  #take(chunk: Buffer): void {
    if (this.#ended) {
      chunk.fill(0);
      return;
    }
    const messages = this.#reader.push(chunk);
    chunk.fill(0);
    const [first] = messages ?? [];
    if (messages === undefined || messages.length > 1) {
      this.#settle(died('something that is no message'));
      this.end();
    } else if (first !== undefined) this.#settle(ok(first));
  }

  #settle(message: Result<LibraryMessage>): void {
    const next = this.#next;
    this.#next = undefined;
    if (next !== undefined) next(message);
    else if (this.#early === undefined || this.#early.ok) this.#early = message;
  }

  /** A process that waits for a card does not keep the bridge. */
  #unref(): void {
    this.#child.unref();
    const channel: unknown = this.#channel;
    if (typeof channel === 'object' && channel !== null && 'unref' in channel) {
      if (typeof channel.unref === 'function') channel.unref();
    }
  }
}
