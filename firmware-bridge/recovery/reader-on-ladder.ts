import type { ErrorCode } from '../../domain/index.ts';
import type { CardReader } from '../card/index.ts';
import type { Advice, Recovery } from './recovery-ladder.ts';

/**
 * The reader, with each read told to its ladder. A read is never repeated here: its rounds are the reader's own, and
 * the person sees the outcome at once. What the ladder says is done behind it.
 */
export function readerOnLadder(reader: CardReader, recovery: Recovery): CardReader {
  let mending: NodeJS.Timeout | undefined;
  const flush = reader.flush?.bind(reader);
  const reopen = reader.reopen?.bind(reader);
  /** What the reader can do itself; the other steps are waits, or the daemon's. */
  const cures: Readonly<Partial<Record<Advice['step'], (() => Promise<void>) | undefined>>> = {
    flush,
    reopen,
    'out-of-service': reopen,
  };
  const climb = (code: ErrorCode): void => {
    // A reader that is gone climbs by itself until it is back.
    if (reader.state().reader === 'gone') return;
    const { step, waitMs } = recovery.failed(code);
    const cure = cures[step];
    if (mending !== undefined || cure === undefined) return;
    mending = setTimeout(() => {
      void cure().finally(() => {
        mending = undefined;
      });
    }, waitMs);
  };
  const sam = reader.sam?.bind(reader);
  return {
    state: () => reader.state(),
    on: (listener) => reader.on(listener),
    async read() {
      const reading = await reader.read();
      if (reading.ok) recovery.succeeded();
      else climb(reading.error.code);
      return reading;
    },
    ...(sam === undefined ? {} : { sam }),
    close() {
      clearTimeout(mending);
      return reader.close();
    },
  };
}
