import pcsclite, { type Pcsc, type PcscReader, type PcscStatus } from 'pcsclite';
import type { ReaderState } from '../../domain/index.ts';
import type { CardReaderEvent } from '../card/index.ts';
import type { Recovery } from '../recovery/index.ts';

/** The reader in use and what lies on it. */
export interface WatchedReader {
  readonly reader: PcscReader;
  readonly present: boolean;
  /** Upper-case hex, '' while no card lies there. */
  readonly atr: string;
}

/**
 * Watches for the reader and its card. When pcscd goes, the binding falls silent for good (measured), so it is
 * made anew with back-off. The binding holds its lock while it calls listeners: nothing here may call into a
 * reader from inside one, so closing always waits for the next turn of the event loop.
 */
export class PcscWatch {
  readonly #nameMatches: readonly RegExp[];
  readonly #recovery: Recovery;
  readonly #listeners = new Set<(event: CardReaderEvent) => void>();
  #binding: Pcsc | undefined;
  /** All that the binding has announced: each has a thread and a connection to the service until it is closed. */
  readonly #announced = new Set<PcscReader>();
  /** `seen` = its first status has come: before that nobody knows whether a card lies there. */
  #current: (WatchedReader & { readonly insertions: number; readonly seen: boolean }) | undefined;
  #retry: NodeJS.Timeout | undefined;
  /** Whether the service was lost and has not been back since. */
  #failing = false;
  #closed = false;

  constructor(nameMatches: readonly RegExp[], recovery: Recovery) {
    this.#nameMatches = nameMatches;
    this.#recovery = recovery;
    this.#open();
  }

  current(): WatchedReader | undefined {
    return this.#current?.seen === true ? this.#current : undefined;
  }

  state(): ReaderState {
    const current = this.current();
    if (current === undefined) return { reader: 'gone', card: 'none', name: '' };
    return { reader: 'ready', card: current.present ? 'present' : 'none', name: current.reader.name };
  }

  on(listener: (event: CardReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets the service go and asks for it anew; the reader is gone for a moment. */
  async reopen(): Promise<void> {
    if (this.#closed || this.#retry !== undefined) return;
    this.#lose();
    await this.#letGo();
    if (!this.#closed) this.#open();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    clearTimeout(this.#retry);
    await this.#letGo();
  }

  #emit(event: CardReaderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #open(): void {
    try {
      const binding = pcsclite();
      this.#binding = binding;
      binding.on('error', () => this.#renew(binding));
      binding.on('reader', (reader) => this.#adopt(binding, reader));
    } catch {
      // The service does not run: SCardEstablishContext throws at once.
      this.#renew(undefined);
    }
  }

  #renew(failed: Pcsc | undefined): void {
    if (this.#closed || this.#retry !== undefined || failed !== this.#binding) return;
    this.#lose();
    this.#failing = true;
    const { waitMs } = this.#recovery.failed('E-CARD-012');
    this.#retry = setTimeout(() => {
      void this.#letGo().then(() => {
        this.#retry = undefined;
        if (!this.#closed) this.#open();
      });
    }, waitMs);
  }

  #adopt(binding: Pcsc, reader: PcscReader): void {
    // Without a listener an 'error' would be thrown inside the native callback.
    reader.on('error', () => this.#renew(binding));
    if (binding !== this.#binding) {
      // A list that is being let go may still name one: its thread would go on for ever.
      setImmediate(() => reader.close());
      return;
    }
    this.#announced.add(reader);
    reader.on('end', () => {
      // Only a new list names one that was passed over, or that was plugged in again before the binding saw it go.
      if (this.#current?.reader === reader) void this.reopen();
      else this.#announced.delete(reader);
    });
    if (this.#current !== undefined) return;
    if (!this.#nameMatches.every((match) => match.test(reader.name))) return;
    this.#current = { reader, present: false, atr: '', insertions: 0, seen: false };
    reader.on('status', (status) => this.#status(reader, status));
  }

  #ready(name: string): void {
    if (this.#failing) this.#recovery.succeeded();
    this.#failing = false;
    this.#emit({ kind: 'event', event: 'reader-ready', name });
  }

  #status(reader: PcscReader, status: PcscStatus): void {
    const before = this.#current;
    if (before === undefined || before.reader !== reader) return;
    const present = (status.state & reader.SCARD_STATE_PRESENT) !== 0;
    // pcscd counts insertions and removals in the upper half: tells a quick swap that one event swallowed.
    const insertions = status.state >>> 16;
    const atr = present
      ? Buffer.from(status.atr ?? [])
          .toString('hex')
          .toUpperCase()
      : '';
    this.#current = { reader, present, atr, insertions, seen: true };
    if (!before.seen) this.#ready(reader.name);
    const swapped = before.present && present && insertions !== before.insertions;
    if (before.present && (!present || swapped)) this.#emit({ kind: 'event', event: 'card-removed' });
    if (present && (!before.present || swapped)) this.#emit({ kind: 'event', event: 'card-inserted' });
  }

  #lose(): void {
    const before = this.#current;
    this.#current = undefined;
    if (before?.seen !== true) return;
    if (before.present) this.#emit({ kind: 'event', event: 'card-removed' });
    this.#emit({ kind: 'event', event: 'reader-gone' });
  }

  #letGo(): Promise<void> {
    const binding = this.#binding;
    this.#binding = undefined;
    this.#current = undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        // The list first: it could announce one more.
        binding?.close();
        for (const reader of this.#announced) reader.close();
        this.#announced.clear();
        resolve();
      });
    });
  }
}
