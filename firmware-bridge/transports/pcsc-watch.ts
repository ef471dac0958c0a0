import pcsclite, { type Pcsc, type PcscReader, type PcscStatus } from 'pcsclite';
import type { ReaderState } from '../../domain/index.ts';
import type { CardReaderEvent } from '../card/index.ts';

/** Milliseconds to wait before the binding is made anew; the last one repeats. */
const BACK_OFF_MS = [200, 500, 1000, 2000, 5000] as const;

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
  readonly #listeners = new Set<(event: CardReaderEvent) => void>();
  #binding: Pcsc | undefined;
  #current: (WatchedReader & { readonly insertions: number }) | undefined;
  #retry: NodeJS.Timeout | undefined;
  #attempts = 0;
  #closed = false;

  constructor(nameMatches: readonly RegExp[]) {
    this.#nameMatches = nameMatches;
    this.#open();
  }

  current(): WatchedReader | undefined {
    return this.#current;
  }

  state(): ReaderState {
    const current = this.#current;
    if (current === undefined) return { reader: 'gone', card: 'none', name: '' };
    return { reader: 'ready', card: current.present ? 'present' : 'none', name: current.reader.name };
  }

  on(listener: (event: CardReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
    const delay = BACK_OFF_MS[Math.min(this.#attempts, BACK_OFF_MS.length - 1)];
    this.#attempts++;
    this.#retry = setTimeout(() => {
      void this.#letGo().then(() => {
        this.#retry = undefined;
        if (!this.#closed) this.#open();
      });
    }, delay);
  }

  #adopt(binding: Pcsc, reader: PcscReader): void {
    // Without a listener an 'error' would be thrown inside the native callback.
    reader.on('error', () => this.#renew(binding));
    if (this.#current !== undefined || !this.#nameMatches.every((match) => match.test(reader.name))) return;
    this.#attempts = 0;
    this.#current = { reader, present: false, atr: '', insertions: 0 };
    reader.on('end', () => {
      if (this.#current?.reader === reader) this.#lose();
    });
    reader.on('status', (status) => this.#status(reader, status));
    this.#emit({ kind: 'event', event: 'reader-ready', name: reader.name });
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
    this.#current = { reader, present, atr, insertions };
    const swapped = before.present && present && insertions !== before.insertions;
    if (before.present && (!present || swapped)) this.#emit({ kind: 'event', event: 'card-removed' });
    if (present && (!before.present || swapped)) this.#emit({ kind: 'event', event: 'card-inserted' });
  }

  #lose(): void {
    const before = this.#current;
    if (before === undefined) return;
    this.#current = undefined;
    if (before.present) this.#emit({ kind: 'event', event: 'card-removed' });
    this.#emit({ kind: 'event', event: 'reader-gone' });
  }

  #letGo(): Promise<void> {
    const binding = this.#binding;
    const reader = this.#current?.reader;
    this.#binding = undefined;
    this.#current = undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        reader?.close();
        binding?.close();
        resolve();
      });
    });
  }
}
