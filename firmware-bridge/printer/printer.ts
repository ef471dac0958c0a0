import { randomInt } from 'node:crypto';
import type { PrinterProfile } from '../../config/index.ts';
import {
  type ErrorCode,
  fail,
  type PrinterStatus,
  type PrintOutcome,
  type ReceiptModel,
  type Result,
} from '../../domain/index.ts';
import { askStatus } from './ask-status.ts';
import { connectPrinter } from './connection.ts';
import { encodeReceipt } from './encode.ts';
import { type JobEnd, printJob } from './print-job.ts';

/** Jobs and questions that may wait for the printer; a printer has one connection at a time. */
const MAX_WAITING = 4;

/** A receipt printer. */
export interface Printer {
  /** Prints and cuts one slip, at most once; never rejects. */
  print(receipt: ReceiptModel): Promise<PrintOutcome>;
  /** Asks the printer how it is. Fails with E-PRINT-005 to -008, -012. */
  status(): Promise<Result<PrinterStatus>>;
  /** Waits for what is under way and takes nothing more. */
  close(): Promise<void>;
}

/**
 * A printer on TCP (port 9100). Opening connects to nothing: each job and each question has its own
 * connection, for a printer left connected is lost to everybody else and a dead one would not be noticed.
 */
export function openPrinter(options: { host: string; port: number; profile: PrinterProfile }): Printer {
  const { host, port, profile } = options;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  const inTurn = <T>(work: () => Promise<T>, refused: (code: ErrorCode) => T): Promise<T> => {
    if (closed || waiting >= MAX_WAITING) return Promise.resolve(refused('E-PRINT-012'));
    waiting += 1;
    const turn = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = turn.catch(() => {});
    return turn;
  };

  const runJob = async (receipt: ReceiptModel): Promise<JobEnd> => {
    const slip = encodeReceipt(receipt, profile);
    if (!slip.ok) return { outcome: 'failed-before-cut', code: slip.error.code };
    const connection = await connectPrinter(host, port, profile.wait.connectMs);
    if (!connection.ok) return { outcome: 'failed-before-cut', code: connection.error.code };
    try {
      return await printJob(connection.value, slip.value, profile, processId());
    } finally {
      connection.value.close();
      slip.value.fill(0);
    }
  };

  return {
    print: async (receipt) => {
      const began = performance.now();
      const end = await inTurn(
        () => runJob(receipt),
        (code): JobEnd => ({ outcome: 'failed-before-cut', code }),
      );
      return { ...end, tookMs: performance.now() - began };
    },
    status: () =>
      inTurn(
        async () => {
          const connection = await connectPrinter(host, port, profile.wait.connectMs);
          if (!connection.ok) return connection;
          const status = await askStatus(connection.value, profile.wait.statusMs);
          connection.value.close();
          return status;
        },
        (code): Result<PrinterStatus> => fail(code),
      ),
    close: async () => {
      closed = true;
      await last;
    },
  };
}

/** Four digits that tell this job's answer from an older one's. */
function processId(): string {
  return String(randomInt(10_000)).padStart(4, '0');
}
