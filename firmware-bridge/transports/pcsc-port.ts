import type { PcscReader } from 'pcsclite';
import { fail, ok, type ReaderState, type Result } from '../../domain/index.ts';
import type { CardReaderEvent } from '../card/index.ts';
import type { Recovery } from '../recovery/index.ts';
import { withinMs } from './native-call.ts';
import { pcscErrorCode } from './pcsc-errors.ts';
import { PcscWatch } from './pcsc-watch.ts';

const DISCONNECT_MS = 2000;

/** A card that is connected for the length of one piece of work. */
export interface ConnectedCard {
  /** Upper-case hex of the answer to reset. */
  readonly atr: string;
  /** One APDU exchange; `maxAnswer` must cover the whole answer with SW1 SW2. Milliseconds. */
  transmit(command: Uint8Array, maxAnswer: number, timeoutMs: number): Promise<Result<Uint8Array>>;
}

export interface PcscPortOptions {
  /** The first listed reader whose name both expressions match is used. */
  readonly nameMatches: readonly RegExp[];
  readonly connectMs: number;
  /** Says how long to wait before a service that went is asked for again. */
  readonly recovery: Recovery;
  /**
   * Called once when a native call did not come back in time. Its thread is lost and the binding holds a lock
   * that the event loop will want: the only cure is to end the process.
   */
  readonly onStuck: (call: string) => void;
}

/** One PC/SC reader: presence as events, and one card at a time for whoever asks first. */
export class PcscPort {
  readonly #options: PcscPortOptions;
  readonly #watch: PcscWatch;
  #turn: Promise<unknown> = Promise.resolve();
  #stuck = false;

  constructor(options: PcscPortOptions) {
    this.#options = options;
    this.#watch = new PcscWatch(options.nameMatches, options.recovery);
  }

  state(): ReaderState {
    return this.#watch.state();
  }

  on(listener: (event: CardReaderEvent) => void): () => void {
    return this.#watch.on(listener);
  }

  /** After the work under way. */
  async reopen(): Promise<void> {
    await this.#turn;
    await this.#watch.reopen();
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#watch.close();
  }

  /** Connects (shared), runs `work`, disconnects and leaves the card powered. Waits for earlier work. */
  withCard<T>(work: (card: ConnectedCard) => Promise<Result<T>>): Promise<Result<T>> {
    const mine = this.#turn.then(() => this.#connected(work));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #connected<T>(work: (card: ConnectedCard) => Promise<Result<T>>): Promise<Result<T>> {
    const current = this.#watch.current();
    if (current === undefined || this.#stuck) return fail('E-CARD-012');
    if (!current.present) return fail('E-CARD-001');
    const { reader } = current;
    const protocol = await this.#native('connect', this.#options.connectMs, (done) =>
      reader.connect({ share_mode: reader.SCARD_SHARE_SHARED }, done),
    );
    if (!protocol.ok) return protocol;
    if (typeof protocol.value !== 'number') throw new Error('pcsclite gave no protocol');
    try {
      return await work(this.#card(reader, current.atr, protocol.value));
    } finally {
      // An error here only says that the card or the reader has gone, which the watch tells anyway.
      await this.#native('disconnect', DISCONNECT_MS, (done) =>
        reader.disconnect(reader.SCARD_LEAVE_CARD, (error) => done(error, undefined)),
      );
    }
  }

  #card(reader: PcscReader, atr: string, protocol: number): ConnectedCard {
    return {
      atr,
      transmit: async (command, maxAnswer, timeoutMs) => {
        const answer = await this.#native('transmit', timeoutMs, (done) =>
          reader.transmit(Buffer.from(command), maxAnswer, protocol, done),
        );
        if (!answer.ok) return answer;
        if (!(answer.value instanceof Uint8Array)) throw new Error('pcsclite gave no bytes');
        return ok(answer.value);
      },
    };
  }

  async #native(
    name: string,
    timeoutMs: number,
    start: (done: (error: unknown, value: unknown) => void) => void,
  ): Promise<Result<unknown>> {
    if (this.#stuck) return fail('E-CARD-012');
    const outcome = await withinMs(timeoutMs, start);
    if (outcome.kind === 'late') {
      this.#stuck = true;
      this.#options.onStuck(name);
      return fail('E-CARD-010', name);
    }
    if (outcome.kind === 'value') return ok(outcome.value);
    const { code, detail } = pcscErrorCode(outcome.error);
    return fail(code, `${name}: ${detail}`);
  }
}
