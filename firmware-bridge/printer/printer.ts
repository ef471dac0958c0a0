import { randomInt } from 'node:crypto';
import type { BridgeOptions, PrinterProfile } from '../../config/index.ts';
import {
  type ErrorCode,
  fail,
  ok,
  type PrinterStatus,
  type PrintOutcome,
  type ReceiptModel,
  type Result,
} from '../../domain/index.ts';
import { askStatus } from './ask-status.ts';
import { type Connection, speakOver } from './connection.ts';
import { encodeSlip } from './encode.ts';
import { languageOf } from './language.ts';
import { openLine } from './open-line.ts';
import { type JobEnd, printJob } from './print-job.ts';

/** Jobs and questions that may wait for the printer; a printer has one connection at a time. */
const MAX_WAITING = 4;
/** Bits on a serial line for one byte: start, eight of data, stop. */
const BITS_A_BYTE = 10;

/** A receipt printer. */
export interface Printer {
  /** Prints and cuts one slip, at most once; never rejects. */
  print(receipt: ReceiptModel): Promise<PrintOutcome>;
  /** Asks the printer how it is. Fails with E-PRINT-005 to -008, -012, -015. */
  status(): Promise<Result<PrinterStatus>>;
  /** Waits for what is under way and takes nothing more. */
  close(): Promise<void>;
}

/**
 * The printer of the settings. Opening connects to nothing: each job and each question has its own connection, on every
 * line. A network printer left connected is lost to everybody else, a dead one would not be noticed, and a technician
 * can try the printer while the kiosk runs.
 */
export function openPrinter(settings: BridgeOptions['printer'], profile: PrinterProfile): Printer {
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

  const connect = async (): Promise<Result<Connection>> => {
    const line = await openLine(settings, profile);
    return line.ok ? ok(speakOver(line.value, languageOf(profile).answers())) : line;
  };

  const runJob = async (receipt: ReceiptModel): Promise<JobEnd> => {
    const slip = encodeSlip(receipt, profile);
    if (!slip.ok) return { outcome: 'failed-before-cut', code: slip.error.code };
    const { body, ending } = slip.value;
    const slowMs = settings.transport === 'serial' ? (body.length * BITS_A_BYTE * 1000) / settings.baud : 0;
    const connection = await connect();
    if (!connection.ok) return { outcome: 'failed-before-cut', code: connection.error.code };
    try {
      return await printJob(connection.value, { body, ending }, profile, jobId(), slowMs);
    } finally {
      await connection.value.close();
      body.fill(0);
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
          const connection = await connect();
          if (!connection.ok) return connection;
          const round = languageOf(profile).statusRound();
          try {
            return await askStatus(connection.value, profile.wait.statusMs, round);
          } finally {
            await connection.value.close();
          }
        },
        (code): Result<PrinterStatus> => fail(code),
      ),
    close: async () => {
      closed = true;
      await last;
    },
  };
}

/** Four digits that tell this job's answers from an older one's. */
function jobId(): string {
  return String(randomInt(10_000)).padStart(4, '0');
}
