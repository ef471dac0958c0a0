import type { PrinterProfile } from '../../config/index.ts';
import type { ErrorCode, PrintOutcome } from '../../domain/index.ts';
import type { Answer } from './answers.ts';
import { askStatus } from './ask-status.ts';
import type { Connection } from './connection.ts';
import type { EncodedSlip } from './encode.ts';
import { isTaken } from './exit-sensor.ts';
import { JobWatch, STOPPED } from './job-watch.ts';
import { type JobMarks, languageOf, type PrinterLanguage } from './language.ts';

/** How a job ended and the code that says why. */
export interface JobEnd {
  readonly outcome: PrintOutcome['outcome'];
  readonly code: ErrorCode | null;
}

/**
 * One slip on one connection, sent at most once. `id` is four characters of 0x20 to 0x7E.
 *
 * `printed`: the printer answered the command behind the cut, and every question before it.
 * `not-taken`: printed, and its exit sensor says that the slip still lies there.
 * `failed-before-cut`: not a byte of the slip had gone; or the printer says that it stands, has not come to the command
 * before the cut, was told to forget the rest, and answered after that.
 * `unknown`: everything else. Who switched the printer off and on on a line that stays open (serial, a print server)
 * shows by a question that is never answered, or by a counter that began anew.
 *
 * `extraMs` is added to the profile's `jobMs`: what the bytes need on a slow line.
 */
export async function printJob(
  connection: Connection,
  slip: EncodedSlip,
  profile: PrinterProfile,
  id: string,
  extraMs = 0,
): Promise<JobEnd> {
  const { statusMs, jobMs } = profile.wait;
  const language = languageOf(profile);
  const begun = await language.begin(connection, id);
  if (!begun.ok) return { outcome: 'failed-before-cut', code: begun.error.code };
  const { status, marks } = begun.value;
  const hindered = STOPPED[status.state];
  if (hindered !== undefined) return { outcome: 'failed-before-cut', code: hindered };

  connection.drain();
  const job = Buffer.concat([slip.body, marks.beforeCut, slip.ending, marks.afterCut]);
  const watch = new JobWatch(connection, language, marks, profile, performance.now() + jobMs + extraMs);
  // Not awaited: a printer that stops takes no more bytes, and then only its status says why.
  const sending = connection.send(job, jobMs + extraMs).then((sent) => watch.jobSent(sent));
  const end = await watch.end();
  if (end.code !== null) {
    const cutAhead = end.cutAhead && (await forgetJob(connection, language, marks, statusMs));
    // What has not gone yet would come out of a printer that is well again, beside a slip printed anew.
    await connection.reset();
    await sending;
    job.fill(0);
    return { outcome: cutAhead ? 'failed-before-cut' : 'unknown', code: end.code };
  }
  await sending;
  job.fill(0);
  const sensor = profile.exitSensor;
  const taken = sensor === undefined ? true : await isTaken(connection, sensor, profile.wait);
  return taken === false ? { outcome: 'not-taken', code: 'E-PRINT-016' } : { outcome: 'printed', code: null };
}

/**
 * Makes a stopped printer forget the rest of the slip. It is asked before whether it really stands ahead of the cut,
 * for some forget that with the rest (Star's counter), and after it, when what it had said of the cut has come: true
 * when nothing speaks against it. A printer that does not answer may print the rest when the paper is in again.
 */
async function forgetJob(
  connection: Connection,
  language: PrinterLanguage,
  marks: JobMarks,
  ms: number,
): Promise<boolean> {
  let cutAhead = true;
  const hear = (answer: Answer): void => {
    const reached = marks.notice(answer);
    if (reached === 'cutting' || reached === 'done') cutAhead = false;
  };
  const before = await askStatus(connection, ms, language.statusRound(), hear);
  await connection.send(language.forget, ms);
  const after = await askStatus(connection, ms, language.statusRound(), hear);
  return cutAhead && before.ok && STOPPED[before.value.state] !== undefined && after.ok;
}
