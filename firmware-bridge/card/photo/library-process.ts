import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { OVERWRITE_FREED, type PhotoLibrary } from '../../../config/index.ts';
import { fail, ok, type Result } from '../../../domain/index.ts';
import { encodeMessage, type LibraryMessage, MAX_TEXT, MESSAGE, MessageReader } from './library-messages.ts';

const HOST = fileURLToPath(new URL('./library-host.js', import.meta.url));

const died = (how: string): Result<never> => fail('E-CARD-018', how);

const outOfTurn = died('a message out of turn');

/** All that library-host.ts says of a refusal. A library that speaks there itself must not get the photo into a log. */
const REFUSALS = /^((answer|length) -?\d{1,10}|output not written to its end)$/;

/** What the first message comes to. No photo was sent yet, so the text can hold nothing of one. */
function opening({ kind, payload }: LibraryMessage): Result<void> {
  if (kind === MESSAGE.opened) return ok(undefined);
  if (kind !== MESSAGE.unusable) return outOfTurn;
  const text = Buffer.from(payload).toString('utf8', 0, MAX_TEXT);
  return fail('E-CARD-017', text.replace(/\p{C}/gu, ' '));
}

/** What the message behind the photo block comes to. */
function decoding({ kind, payload }: LibraryMessage): Result<Uint8Array> {
  if (kind === MESSAGE.decoded) return ok(payload);
  if (kind === MESSAGE.overrun) return died('the library wrote past its buffer');
  const text = kind === MESSAGE.refused ? Buffer.from(payload).toString('latin1') : '';
  payload.fill(0);
  return REFUSALS.test(text) ? fail('E-CARD-014', `the library refused the block: ${text}`) : outOfTurn;
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
      // A process group of its own, so that what the library starts ends with it.
      detached: true,
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
    this.#child.on('exit', (_code, signal) => {
      this.#endGroup();
      this.#settle(died(`the process ended (${signal ?? 'exit'})`));
    });
    const settings = JSON.stringify({ parent: process.pid, library });
    this.#channel?.write(encodeMessage(MESSAGE.open, Buffer.from(settings)));
    this.#unref();
  }

  /** Waits at most `limitMs` for the library to be loaded: E-CARD-017 when it cannot be, E-CARD-018. */
  async opened(limitMs: number): Promise<Result<void>> {
    this.#opened ??= this.#message(limitMs).then((message) =>
      message.ok ? opening(message.value) : message,
    );
    return this.#opened;
  }

  /** What the library wrote for the block, at most `limitMs` later; to be overwritten by the caller. */
  async decode(block: Uint8Array, limitMs: number): Promise<Result<Uint8Array>> {
    const request = encodeMessage(MESSAGE.decode, block);
    this.#channel?.write(request, () => request.fill(0));
    const message = await this.#message(limitMs);
    return message.ok ? decoding(message.value) : message;
  }

  /** Ends the process whatever it does, and those that the library started. */
  end(): void {
    this.#ended = true;
    if (!this.gone) this.#endGroup();
    this.#channel?.destroy();
    this.#reader.wipe();
  }

  /** Whether the process has ended or never started. */
  get gone(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  #endGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Nobody is left in it.
    }
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
