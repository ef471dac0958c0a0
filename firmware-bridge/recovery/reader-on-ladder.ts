import type { ErrorCode } from '../../domain/index.ts';
import type { CardReader } from '../card/index.ts';
import type { Recovery } from './recovery-ladder.ts';

/**
 * The reader, with each read told to its ladder. A read is never repeated here: its rounds are the reader's own, and
 * the person sees the outcome at once. What the ladder says is done behind it; bytes left in the line are thrown away
 * before every command anyhow, so `flush` is no more than the next try.
 */
export function readerOnLadder(reader: CardReader, recovery: Recovery): CardReader {
  let reopening: NodeJS.Timeout | undefined;
  const climb = (code: ErrorCode): void => {
    // A reader that is gone climbs by itself until it is back.
    if (reader.state().reader === 'gone') return;
    const { step, waitMs } = recovery.failed(code);
    if (reopening !== undefined || (step !== 'reopen' && step !== 'out-of-service')) return;
    reopening = setTimeout(() => {
      void (reader.reopen?.() ?? Promise.resolve()).finally(() => {
        reopening = undefined;
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
      clearTimeout(reopening);
      return reader.close();
    },
  };
}
