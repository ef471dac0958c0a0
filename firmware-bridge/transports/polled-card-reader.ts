import { createHmac, randomBytes } from 'node:crypto';
import {
  type CardReading,
  type CodedError,
  fail,
  ok,
  type ReaderState,
  type Result,
  type SamReport,
} from '../../domain/index.ts';
import {
  type CardBlob,
  type CardReader,
  type CardReaderEvent,
  type PhotoDecoder,
  readCard,
  SAM_SUCCESS,
  type SamClient,
  statusError,
  Turns,
  wipeBlob,
} from '../card/index.ts';
import type { Recovery } from '../recovery/index.ts';
import { CardPresence, type Look } from './card-presence.ts';
import { lookForCard, type PolledProfile } from './look-for-card.ts';

/** So many looks without an answer in a row, and the line is opened anew. */
const SILENT_LOOKS_UNTIL_REOPEN = 3;
/** So many looks that the module refused in a row: a card that is moved about is refused once or twice. */
const REFUSED_LOOKS_UNTIL_REOPEN = 20;
/** Nobody takes a card away and lays on another in this time, and nobody does so again and again. */
const SWAP_TAKES_MS = 150;
/** So many cards in a row, each sooner than any hand, are one card that the firmware names at every find. */
const SWAPS_BELIEVED = 4;
/** Milliseconds to the next look when the card was not seen at the last one. */
const LOOK_AGAIN_MS = 100;
/** Least wait before the line is opened again, whatever the ladder says. */
const LEAST_WAIT_MS = 200;
/** What a module says that takes no commands any more. */
const OUT_OF_ORDER: ReadonlySet<string> = new Set(['E-CARD-006', 'E-CARD-007']);

/** A module that has answered, whatever lies between it and the host. */
export interface PolledConnection {
  /** For the technician: device file and rate, or the reader's name in PC/SC. */
  readonly name: string;
  readonly client: SamClient;
  readonly report: SamReport;
  /** False once the line has gone in whatever way. */
  readonly open: boolean;
  /** Calls `listener` when the line has gone, at once when it has. */
  onGone(listener: () => void): void;
  /** Overwrites what the line's buffers hold. */
  wipe(): void;
  close(): Promise<void>;
}

export interface PolledCardReaderOptions {
  readonly profile: Pick<PolledProfile, 'name' | 'presence' | 'pollMs'>;
  /** Opens the line and asks the module how it is. */
  readonly connect: () => Promise<Result<PolledConnection>>;
  readonly decoder: PhotoDecoder;
  readonly recovery: Recovery;
  /** Milliseconds of a clock that never goes back; a test's own. */
  readonly now?: () => number;
}

/**
 * A reader without events, on a serial line, USB-CDC or behind control codes: a loop looks for a card every `pollMs`, and
 * looks and reads take turns. A line that goes or falls silent is opened anew at the ladder's pace until `close`.
 */
export class PolledCardReader implements CardReader {
  readonly #options: PolledCardReaderOptions;
  readonly #listeners = new Set<(event: CardReaderEvent) => void>();
  readonly #presence = new CardPresence((event) => this.#emit(event));
  readonly #turns = new Turns();
  /** Cards are told apart by a digest that nobody else can make. */
  readonly #key = randomBytes(32);
  readonly #now: () => number;
  readonly #life: Promise<void>;
  #connection: PolledConnection | undefined;
  #why: CodedError = { code: 'E-CARD-012' };
  #lastReport: SamReport | undefined;
  #wakeUp: () => void = () => undefined;
  #reopening = false;
  /** When find named a card the last time, and how often in a row too soon for another one to have come. */
  #foundAt = Number.NEGATIVE_INFINITY;
  #tooSoon = 0;
  #closed = false;

  constructor(options: PolledCardReaderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#life = this.#live();
  }

  state(): ReaderState {
    const connection = this.#connection;
    if (connection === undefined) return { reader: 'gone', card: 'none', name: '' };
    return {
      reader: 'ready',
      card: this.#presence.present ? 'present' : 'none',
      name: connection.name,
    };
  }

  on(listener: (event: CardReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async read(): Promise<Result<CardReading>> {
    const { decoder, profile } = this.#options;
    // Whoever asks means the card that lay there when they asked.
    const meant = this.#presence.present ? this.#presence.stay : undefined;
    let stay = 0;
    const source = {
      readBlob: () =>
        this.#turns.take(async () => {
          const blob = await this.#readBlob(meant);
          stay = this.#presence.stay;
          return blob;
        }),
    };
    const reading = await readCard(source, decoder, profile.name);
    if (!reading.ok || (stay === this.#presence.stay && this.#presence.present)) return reading;
    // The card went while its photo was decoded, perhaps for another one.
    reading.value.photo?.pixels.fill(0);
    return fail('E-CARD-002', 'the card went');
  }

  sam(): Promise<Result<SamReport | null>> {
    return this.#turns.take(async () => {
      if (this.#connection !== undefined) return this.#connection.client.report();
      return this.#lastReport === undefined ? { ok: false, error: this.#why } : ok(this.#lastReport);
    });
  }

  async flush(): Promise<void> {
    // A module that does not answer this either is found by the next look.
    await this.#turns.take(async () => this.#connection?.client.reset());
  }

  async reopen(): Promise<void> {
    this.#reopening = true;
    await this.#turns.take(async () => this.#connection?.close());
    this.#wakeUp();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    this.#wakeUp();
    await this.#life;
  }

  async #readBlob(meant: number | undefined): Promise<Result<CardBlob>> {
    const connection = this.#connection;
    if (connection === undefined) return { ok: false, error: this.#why };
    if (!this.#presence.present) {
      // Laid on since the last look: it is told before it is read.
      const looked = await this.#look(connection);
      if (!looked.ok) return looked;
      if (!this.#presence.present) return fail('E-CARD-001');
    }
    if (meant !== undefined && meant !== this.#presence.stay)
      return fail('E-CARD-002', 'another card than was meant');
    const blob = await connection.client.readBlob(() => this.#isTheSame());
    connection.wipe();
    if (!blob.ok) return blob;
    const digest = createHmac('sha256', this.#key).update(blob.value.text).digest();
    if (this.#presence.present && this.#presence.read(digest)) return blob;
    wipeBlob(blob.value);
    return fail('E-CARD-002', 'another card than before');
  }

  /** What 9F in the middle of a read tells: where find names each card once, that another one has come. */
  #isTheSame(): boolean {
    if (this.#options.profile.presence === 'find-repeats' || this.#found() === 'there') return true;
    this.#presence.looked('new');
    return false;
  }

  /**
   * What 9F means of a firmware that is said to name each card once. One that names what lies there at every find would
   * make another visit of each look: it is not believed any more until it says 80, as it does when the card was lifted.
   */
  #found(): 'new' | 'there' {
    const now = this.#now();
    const soon = this.#presence.present && now - this.#foundAt < SWAP_TAKES_MS;
    this.#foundAt = now;
    if (this.#tooSoon < SWAPS_BELIEVED) this.#tooSoon = soon ? this.#tooSoon + 1 : 0;
    return this.#tooSoon < SWAPS_BELIEVED ? 'new' : 'there';
  }

  async #live(): Promise<void> {
    for (let failed = false; !this.#closed; ) {
      const { connect, recovery } = this.#options;
      this.#reopening = false;
      const connected = await connect();
      if (connected.ok) {
        this.#lastReport = connected.value.report;
        this.#why = outOfOrder(connected.value.report) ?? (await this.#serve(connected.value, failed));
        await connected.value.close();
      } else {
        this.#lastReport = undefined;
        this.#why = connected.error;
      }
      if (this.#closed || this.#reopening) continue;
      failed = true;
      await this.#pause(Math.max(LEAST_WAIT_MS, recovery.failed(this.#why.code).waitMs));
    }
  }

  /** Looks for cards until the line goes or falls silent; gives the reason. */
  async #serve(connection: PolledConnection, failedBefore: boolean): Promise<CodedError> {
    let why: CodedError = { code: 'E-CARD-012', detail: 'the line has gone' };
    connection.onGone(() => this.#wakeUp());
    let refused = 0;
    for (let silent = 0; !this.#closed && connection.open; ) {
      const announced = this.#connection !== undefined;
      const looked = await this.#turns.take(() => this.#look(connection));
      if (!announced && looked.ok && failedBefore) this.#options.recovery.succeeded();
      silent = looked.ok ? 0 : silent + 1;
      if (!looked.ok && (silent >= SILENT_LOOKS_UNTIL_REOPEN || OUT_OF_ORDER.has(looked.error.code))) {
        why = looked.error;
        break;
      }
      refused = looked.ok && looked.value === 'refused' ? refused + 1 : 0;
      if (refused >= REFUSED_LOOKS_UNTIL_REOPEN) {
        why = { code: 'E-CARD-008', detail: 'looks for a card are refused again and again' };
        break;
      }
      if (!connection.open) break;
      const { pollMs } = this.#options.profile;
      await this.#pause(this.#presence.inDoubt ? Math.min(LOOK_AGAIN_MS, pollMs) : pollMs);
    }
    if (this.#connection !== undefined) {
      this.#connection = undefined;
      this.#presence.lost();
      this.#emit({ kind: 'event', event: 'reader-gone' });
    }
    return why;
  }

  /** One look; the first of a connection announces the reader, so that it comes with what lies on it. */
  async #look(connection: PolledConnection): Promise<Result<Look>> {
    const { presence } = this.#options.profile;
    const mayLie = this.#connection === undefined || this.#presence.present;
    const look = await lookForCard(presence, connection.client, mayLie);
    if (!look.ok) {
      this.#presence.looked('unknown');
      return look;
    }
    if (this.#connection === undefined) {
      this.#connection = connection;
      this.#emit({ kind: 'event', event: 'reader-ready', name: connection.name });
    }
    if (look.value !== 'new') this.#tooSoon = 0;
    this.#presence.looked(look.value === 'new' ? this.#found() : look.value);
    return look;
  }

  #emit(event: CardReaderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #pause(ms: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Why a module that answered cannot be used; undefined when it is well. */
function outOfOrder({ status }: SamReport): CodedError | undefined {
  return status === SAM_SUCCESS ? undefined : statusError('status', status);
}
