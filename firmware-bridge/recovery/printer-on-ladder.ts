import { type CodedError, isErrorCode, type PrinterStatus, type Result } from '../../domain/index.ts';
import type { Printer } from '../printer/index.ts';
import type { Recovery } from './recovery-ladder.ts';

/**
 * The printer, with each question and slip told to its ladder. While the ladder waits, a question gets the last error
 * without troubling the printer; a slip is always tried. Every question and slip opens the line anew.
 */
export function printerOnLadder(
  printer: Printer,
  recovery: Recovery,
  now: () => number = () => performance.now(),
): Printer {
  let last: { readonly error: CodedError; readonly until: number } | undefined;
  const told = (error: CodedError | null): void => {
    if (error === null) recovery.succeeded();
    const waitMs = error === null ? 0 : recovery.failed(error.code).waitMs;
    last = error === null || waitMs === 0 ? undefined : { error, until: now() + waitMs };
  };
  return {
    async print(receipt) {
      const end = await printer.print(receipt);
      if (end.outcome === 'printed' || end.outcome === 'not-taken') told(null);
      else if (end.code !== null && isErrorCode(end.code)) told({ code: end.code });
      return end;
    },
    async status(): Promise<Result<PrinterStatus>> {
      if (last !== undefined && now() < last.until) return { ok: false, error: last.error };
      const status = await printer.status();
      told(status.ok ? null : status.error);
      return status;
    },
    close: () => printer.close(),
  };
}
