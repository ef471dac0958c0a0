import type { PcscReader } from 'pcsclite';
import { fail, ok, type ReaderState, type Result } from '../../domain/index.ts';
import { type CardReaderEvent, Turns } from '../card/index.ts';
import { withinMs } from '../drivers/index.ts';
import { type RecordedPort, recordTraffic } from '../record/index.ts';
import type { Recovery } from '../recovery/index.ts';
import type { ExchangeBytes } from './answer-pieces.ts';
import { pcscErrorCode } from './pcsc-errors.ts';
import { PcscWatch } from './pcsc-watch.ts';

const DISCONNECT_MS = 2000;
/** pcscd tells a new client of its readers within this; where there is none it tells nothing. */
const LISTED_MS = 1500;
const LOOK_EVERY_MS = 20;

/** A card that is connected for the length of one piece of work. */
export interface ConnectedCard {
  /** Upper-case hex of the answer to reset. */
  readonly atr: string;
  /** One APDU exchange; `maxAnswer` must cover the whole answer with SW1 SW2. Milliseconds. */
  readonly transmit: ExchangeBytes;
}

/** The control call of the binding; the tests put another in its place, since the virtual reader knows no control. */
export type ControlCall = (
  reader: PcscReader,
  command: Buffer,
  /** The n of SCARD_CTL_CODE(n). */
  code: number,
  maxAnswer: number,
  done: (error: unknown, answer: unknown) => void,
) => void;

const CONTROL: ControlCall = (reader, command, code, maxAnswer, done) =>
  reader.control(command, reader.SCARD_CTL_CODE(code), maxAnswer, done);

/** How a reader is spoken to by control codes. */
export interface ControlAccess {
  /** The n of SCARD_CTL_CODE(n). */
  readonly code: number;
  /** `direct` needs no card; `shared` needs one that PC/SC sees. */
  readonly share: 'direct' | 'shared';
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
  readonly control?: ControlCall;
}

/** One PC/SC reader: presence as events, and one card at a time for whoever asks first. */
export class PcscPort {
  readonly #options: PcscPortOptions;
  readonly #watch: PcscWatch;
  readonly #turns = new Turns();
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

  /** Whether PC/SC lists the reader, with the time that a new client needs to hear of it. */
  async listed(): Promise<boolean> {
    const until = performance.now() + LISTED_MS;
    while (this.state().reader === 'gone' && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    return this.state().reader === 'ready';
  }

  /** After the work under way. */
  reopen(): Promise<void> {
    return this.#turns.take(() => this.#watch.reopen());
  }

  /** After the work under way. */
  close(): Promise<void> {
    return this.#turns.take(() => this.#watch.close());
  }

  /** Connects (shared), runs `work`, disconnects and leaves the card powered. Waits for earlier work. */
  withCard<T>(work: (card: ConnectedCard) => Promise<Result<T>>): Promise<Result<T>> {
    return this.#turns.take(async () => {
      const current = this.#watch.current();
      if (current !== undefined && !current.present) return fail('E-CARD-001');
      return this.#connected('shared', (reader, protocol) =>
        work({
          atr: current?.atr ?? '',
          transmit: (command, maxAnswer, timeoutMs) =>
            this.#bytes('transmit', command, timeoutMs, (done) =>
              reader.transmit(Buffer.from(command), maxAnswer, protocol, done),
            ),
        }),
      );
    });
  }

  /** Connects to the reader itself, whether a card lies there or not, and runs `work` with its control calls. */
  withReader<T>(
    access: ControlAccess,
    work: (send: ExchangeBytes) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const control = this.#options.control ?? CONTROL;
    return this.#turns.take(() =>
      this.#connected(access.share, (reader) =>
        work((command, maxAnswer, timeoutMs) =>
          this.#bytes('control', command, timeoutMs, (done) =>
            control(reader, Buffer.from(command), access.code, maxAnswer, done),
          ),
        ),
      ),
    );
  }

  async #connected<T>(
    share: ControlAccess['share'],
    work: (reader: PcscReader, protocol: number) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const current = this.#watch.current();
    if (current === undefined || this.#stuck) return fail('E-CARD-012');
    const { reader } = current;
    // Without a card there is no protocol to agree on.
    const how =
      share === 'direct'
        ? { share_mode: reader.SCARD_SHARE_DIRECT, protocol: 0 }
        : { share_mode: reader.SCARD_SHARE_SHARED };
    const protocol = await this.#native('connect', this.#options.connectMs, (done) =>
      reader.connect(how, done),
    );
    if (!protocol.ok) return protocol;
    if (typeof protocol.value !== 'number') throw new Error('pcsclite gave no protocol');
    try {
      return await work(reader, protocol.value);
    } finally {
      // An error here only says that the card or the reader has gone, which the watch tells anyway.
      await this.#native('disconnect', DISCONNECT_MS, (done) =>
        reader.disconnect(reader.SCARD_LEAVE_CARD, (error) => done(error, undefined)),
      );
    }
  }

  async #bytes(
    name: 'transmit' | 'control',
    command: Uint8Array,
    timeoutMs: number,
    start: (done: (error: unknown, value: unknown) => void) => void,
  ): Promise<Result<Uint8Array>> {
    const port: RecordedPort = `reader-${name}`;
    recordTraffic(port, 'out', command);
    const answer = await this.#native(name, timeoutMs, start);
    if (!answer.ok) return answer;
    if (!(answer.value instanceof Uint8Array)) throw new Error('pcsclite gave no bytes');
    recordTraffic(port, 'in', answer.value);
    return ok(answer.value);
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
