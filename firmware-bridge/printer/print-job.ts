import type { PrinterProfile } from '../../config/index.ts';
import type { ErrorCode, PrinterStatus, PrintOutcome } from '../../domain/index.ts';
import type { Answer } from './answers.ts';
import { askStatus } from './ask-status.ts';
import type { Connection } from './connection.ts';

/** How a job ended and the code that says why. */
export interface JobEnd {
  readonly outcome: PrintOutcome['outcome'];
  readonly code: ErrorCode | null;
}

/** States in which a printer prints nothing, with their codes. */
const STOPPED: Partial<Record<PrinterStatus['state'], ErrorCode>> = {
  'paper-out': 'E-PRINT-001',
  'cover-open': 'E-PRINT-002',
  offline: 'E-PRINT-003',
  error: 'E-PRINT-004',
};

/**
 * DLE DC4 fn 8: forget the receive and print buffers. Without it the rest of a stopped slip would
 * come out when staff put in new paper, beside the slip that is printed again; and a picture cut off
 * by a lost connection would swallow the start of the next slip.
 */
const CLEAR_BUFFERS = Buffer.from([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]);

/** The command behind the cut whose answer says that the cut is done. */
function endOfJobCommand(kind: PrinterProfile['endOfJob'], id: string): Buffer {
  if (kind === 'paper-status') return Buffer.from([0x1d, 0x72, 0x01]);
  return Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 6, 0, 48, 48]), Buffer.from(id, 'ascii')]);
}

/**
 * One slip on one connection, sent at most once. `id` is four characters of 0x20 to 0x7E.
 * `printed` means that the printer answered the command behind the cut; answers to GS r and GS ( H come
 * in the order of the stream, DLE EOT at once (ESC/POS). Before a byte of the slip has gone every trouble
 * is `failed-before-cut`; after that only a printer that itself says that it stopped is.
 */
export async function printJob(
  connection: Connection,
  slip: Buffer,
  profile: PrinterProfile,
  id: string,
): Promise<JobEnd> {
  const { statusMs, pollMs, jobMs } = profile.wait;
  await connection.send(CLEAR_BUFFERS, statusMs);
  const before = await askStatus(connection, statusMs);
  if (!before.ok) return { outcome: 'failed-before-cut', code: before.error.code };
  const hindered = STOPPED[before.value.state];
  if (hindered !== undefined) return { outcome: 'failed-before-cut', code: hindered };

  connection.drain();
  const until = performance.now() + jobMs;
  const job = Buffer.concat([slip, endOfJobCommand(profile.endOfJob, id)]);
  // Not awaited: a printer that stops takes no more bytes, and then only its status says why.
  const sent = connection.send(job, jobMs).finally(() => job.fill(0));
  let done = false;
  const notice = (answer: Answer): void => {
    done ||=
      profile.endOfJob === 'paper-status'
        ? answer.kind === 'paper-status'
        : answer.kind === 'process-id' && answer.id === id;
  };
  let stray = 0;
  while (!done && performance.now() < until) {
    const answer = await connection.next(Math.min(pollMs, until - performance.now()));
    if (answer === 'closed') return { outcome: 'unknown', code: 'E-PRINT-008' };
    if (answer !== 'silence') {
      notice(answer);
      stray += 1;
      if (!done && stray > 64) return { outcome: 'unknown', code: 'E-PRINT-007' };
      continue;
    }
    const now = await askStatus(connection, statusMs, notice);
    if (done) break;
    if (!now.ok && now.error.code !== 'E-PRINT-006') return { outcome: 'unknown', code: now.error.code };
    const stopped = now.ok && now.value.state !== 'offline' ? STOPPED[now.value.state] : undefined;
    if (stopped !== undefined) {
      await forgetJob(connection, statusMs);
      return { outcome: 'failed-before-cut', code: stopped };
    }
  }
  if (!done) return { outcome: 'unknown', code: 'E-PRINT-009' };
  await sent;
  return { outcome: 'printed', code: null };
}

/** Makes a stopped printer and the network forget the rest of the slip; waits for the printer's word at most `ms`. */
async function forgetJob(connection: Connection, ms: number): Promise<void> {
  connection.drain();
  await connection.send(CLEAR_BUFFERS, ms);
  await connection.next(ms);
  connection.reset();
}
