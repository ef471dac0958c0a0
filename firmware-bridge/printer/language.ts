import type { PrinterProfile } from '../../config/index.ts';
import type { PrinterStatus, Result } from '../../domain/index.ts';
import type { Answer, AnswerSource } from './answers.ts';
import type { Connection } from './connection.ts';
import { escPos } from './escpos.ts';
import { starLine } from './star-line.ts';

/** The questions after a printer's status, one open at a time, so that no answer is taken for another's. */
export interface StatusRound {
  /** The next question. */
  question(): Buffer;
  /** Takes the answer to the open question; false for any other answer. */
  take(answer: Answer): boolean;
  /** The status, when the answer just taken was the last of a round. */
  status(): PrinterStatus | undefined;
}

/**
 * How far a job is, as far as the printer has said so: before the cut; the cut is next or under way; all done. `lost`:
 * the printer does not know any more what it knew when the job began.
 */
export type Reached = 'printing' | 'cutting' | 'done' | 'lost';

/** The commands around a slip whose answers say how far it is. */
export interface JobMarks {
  readonly beforeCut: Buffer;
  readonly afterCut: Buffer;
  /** Takes any answer. */
  notice(answer: Answer): Reached;
  /** A command to send now, because the last answer alone is not enough. */
  asksToConfirm(): Buffer | undefined;
}

/** What differs from one command language to another. */
export interface PrinterLanguage {
  /** For one connection. */
  answers(): AnswerSource;
  statusRound(): StatusRound;
  /** The status that an unasked answer tells, undefined when it tells none. */
  toldBy(answer: Answer): PrinterStatus | undefined;
  /** Obeyed at once: whatever the printer holds of a slip is forgotten. */
  readonly forget: Buffer;
  /**
   * Makes the printer ready for one job and asks how it is. `id` is four characters of 0x20 to 0x7E that tell this
   * job's answers from another's. Fails with E-PRINT-006 to -008.
   */
  begin(
    connection: Connection,
    id: string,
  ): Promise<Result<{ readonly status: PrinterStatus; readonly marks: JobMarks }>>;
}

/** The language that the profile names, with its waits. */
export function languageOf(profile: PrinterProfile): PrinterLanguage {
  return profile.language === 'star-line' ? starLine(profile) : escPos(profile);
}
