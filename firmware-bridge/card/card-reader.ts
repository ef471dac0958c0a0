import type { BridgeEvent, CardReading, ReaderState, Result, SamReport } from '../../domain/index.ts';

/** What a reader says unasked. */
export type CardReaderEvent = Extract<
  BridgeEvent,
  { event: 'card-inserted' | 'card-removed' | 'reader-gone' | 'reader-ready' }
>;

/**
 * A reader of identity cards, whatever lies between it and the module. Every implementation passes
 * test/conformance/card-reader.conformance.ts.
 */
export interface CardReader {
  /** What is known now, without asking the device. */
  state(): ReaderState;
  /**
   * Reads the card on the reader. One read at a time; a second waits. Never longer than the profile's time limits.
   * Fails with a code of config/errors/card.json. The photo is null when the decoder cannot decode it. Every buffer
   * that held the card's data is overwritten before this settles, but for the reading itself.
   */
  read(): Promise<Result<CardReading>>;
  /** Calls `listener` at each event until the function it gives is called. */
  on(listener: (event: CardReaderEvent) => void): () => void;
  /** What the reading module says of itself; null where the reader shows none. Waits for a read under way. */
  sam?(): Promise<Result<SamReport | null>>;
  /** Has the module start anew (10 FF) and throws away what is on its line. Absent where no frame reaches it. */
  flush?(): Promise<void>;
  /** Lets device file or service go and opens it anew; the reader is gone for a moment. */
  reopen?(): Promise<void>;
  /** Lets the reader go; no event follows. */
  close(): Promise<void>;
}
