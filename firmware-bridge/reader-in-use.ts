import { fail, type Result } from '../domain/index.ts';
import { type CardReader, type CardReaderEvent, Turns } from './card/index.ts';

/** The reader that the settings name, which may be let go for a while and taken up again. */
export class ReaderInUse {
  readonly #open: () => Result<CardReader>;
  readonly #tell: (event: CardReaderEvent) => void;
  #reader: Result<CardReader>;
  readonly #turns = new Turns();

  /** `tell` gets the events of whichever reader is in use. */
  constructor(open: () => Result<CardReader>, tell: (event: CardReaderEvent) => void) {
    this.#open = open;
    this.#tell = tell;
    this.#reader = this.#taken();
  }

  /** The reader now; E-CARD-012 while it is let go, and why where its profile cannot be used. */
  get reader(): Result<CardReader> {
    return this.#reader;
  }

  /** Closes the reader, which may end a read under way, runs `work`, and opens it again whatever `work` came to. */
  letGoWhile<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      await this.#letGo();
      try {
        return await work();
      } finally {
        this.#reader = this.#taken();
      }
    });
  }

  #taken(): Result<CardReader> {
    const opened = this.#open();
    if (opened.ok) opened.value.on(this.#tell);
    return opened;
  }

  async #letGo(): Promise<void> {
    const before = this.#reader;
    this.#reader = fail('E-CARD-012', 'a search for a reader is under way');
    if (!before.ok) return;
    const { reader, card } = before.value.state();
    await before.value.close();
    if (card === 'present') this.#tell({ kind: 'event', event: 'card-removed' });
    if (reader === 'ready') this.#tell({ kind: 'event', event: 'reader-gone' });
  }
}
