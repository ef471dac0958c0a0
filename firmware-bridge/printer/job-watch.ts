import type { PrinterProfile } from '../../config/index.ts';
import type { ErrorCode, PrinterStatus } from '../../domain/index.ts';
import type { Answer } from './answers.ts';
import type { Connection } from './connection.ts';
import type { JobMarks, PrinterLanguage, Reached, StatusRound } from './language.ts';

/** States in which a printer prints nothing, with their codes. */
export const STOPPED: Partial<Record<PrinterStatus['state'], ErrorCode>> = {
  'paper-out': 'E-PRINT-001',
  'cover-open': 'E-PRINT-002',
  offline: 'E-PRINT-003',
  error: 'E-PRINT-004',
  'cutter-error': 'E-PRINT-014',
};

/** Answers of no known form during one job; more is rubbish. */
const MAX_RUBBISH = 64;

/** What a watched job came to. */
export interface WatchedEnd {
  /** Null when all is done; else why the printer stands, or why nobody knows. */
  readonly code: ErrorCode | null;
  /** The printer says that it stands and has not come to the cut. */
  readonly cutAhead: boolean;
}

/**
 * Listens to the printer while a job is under way and asks how it is whenever it is silent. At most one question is
 * open: its answer may come late from a printer that answers in the order of the stream, but it must come, or the
 * printer was dead for a while and has forgotten part of the slip.
 */
export class JobWatch {
  readonly #connection: Connection;
  readonly #language: PrinterLanguage;
  readonly #marks: JobMarks;
  readonly #profile: PrinterProfile;
  readonly #until: number;
  readonly #round: StatusRound;
  #reached: Reached = 'printing';
  #open = false;
  #rubbish = 0;
  #sentAt: number | undefined;
  #wellAt: number | undefined;

  constructor(
    connection: Connection,
    language: PrinterLanguage,
    marks: JobMarks,
    profile: PrinterProfile,
    until: number,
  ) {
    this.#connection = connection;
    this.#language = language;
    this.#marks = marks;
    this.#profile = profile;
    this.#until = until;
    this.#round = language.statusRound();
  }

  /** Tells that the bytes of the job are on their way, or are not. */
  jobSent(sent: boolean): void {
    if (sent) this.#sentAt = performance.now();
  }

  /** Settles at the deadline at the latest, or `statusMs` later for the last open question. */
  async end(): Promise<WatchedEnd> {
    const { pollMs } = this.#profile.wait;
    while (!this.#isDone() && performance.now() < this.#until) {
      const answer = await this.#connection.next(
        Math.max(1, Math.min(pollMs, this.#until - performance.now())),
      );
      if (answer === 'closed') return unknown('E-PRINT-008');
      if (answer === 'silence') {
        if (!this.#open) await this.#ask();
        continue;
      }
      const end = this.#hear(answer);
      if (end !== undefined) return end;
      const confirm = this.#marks.asksToConfirm();
      if (confirm !== undefined) await this.#connection.send(confirm, this.#profile.wait.statusMs);
    }
    return this.#isDone() ? this.#settle() : unknown('E-PRINT-009');
  }

  #isDone(): boolean {
    if (this.#profile.endOfJob !== 'none') return this.#reached === 'done';
    const quietFrom = (this.#sentAt ?? Infinity) + this.#profile.settleMs;
    return this.#wellAt !== undefined && this.#wellAt >= quietFrom;
  }

  async #ask(): Promise<void> {
    this.#open = true;
    await this.#connection.send(this.#round.question(), this.#profile.wait.statusMs);
  }

  /** What one answer decides; undefined while the job goes on. */
  #hear(answer: Answer): WatchedEnd | undefined {
    this.#reached = this.#marks.notice(answer);
    if (this.#reached === 'lost') return unknown('E-PRINT-017');
    if (answer.kind === 'other') this.#rubbish += 1;
    if (this.#rubbish > MAX_RUBBISH) return unknown('E-PRINT-007');
    const status = this.#statusIn(answer);
    if (status === undefined || this.#reached === 'done') return undefined;
    // A feed key that is held takes a printer offline for a moment: it goes on by itself.
    const stopped = status.state === 'offline' ? undefined : STOPPED[status.state];
    if (stopped === undefined) {
      this.#wellAt = performance.now();
      return undefined;
    }
    return {
      code: stopped,
      cutAhead: this.#reached === 'printing' && this.#profile.endOfJob !== 'none',
    };
  }

  #statusIn(answer: Answer): PrinterStatus | undefined {
    if (!this.#open || !this.#round.take(answer)) return this.#language.toldBy(answer);
    this.#open = false;
    const status = this.#round.status();
    // The rest of the round is asked at once, so that its four answers are of one moment.
    if (status === undefined) void this.#ask();
    return status;
  }

  /** The end was told; the open question has to be answered too, and rubbish must not have told the end. */
  async #settle(): Promise<WatchedEnd> {
    const { statusMs } = this.#profile.wait;
    const until = performance.now() + statusMs;
    while (this.#open) {
      const answer = await this.#connection.next(Math.max(1, until - performance.now()));
      if (answer === 'closed') return unknown('E-PRINT-008');
      if (answer === 'silence') return unknown('E-PRINT-017');
      if (this.#round.take(answer)) this.#open = false;
      if (performance.now() > until) return unknown('E-PRINT-017');
    }
    const forgeable = this.#profile.endOfJob === 'paper-status' || this.#profile.endOfJob === 'none';
    if (forgeable && this.#rubbish > 0) return unknown('E-PRINT-007');
    return { code: null, cutAhead: false };
  }
}

function unknown(code: ErrorCode): WatchedEnd {
  return { code, cutAhead: false };
}
