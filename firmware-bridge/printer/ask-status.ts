import { fail, ok, type PrinterStatus, type Result } from '../../domain/index.ts';
import type { Answer } from './answers.ts';
import type { Connection } from './connection.ts';
import type { StatusRound } from './language.ts';

/** Answers that are none to the question; more is rubbish. */
const MAX_STRAY = 32;

/**
 * Asks a round of status questions, each answered within `ms` milliseconds. Every answer also goes to `onAnswer`.
 * Fails with E-PRINT-006 (silent), E-PRINT-007 (rubbish) or E-PRINT-008 (connection lost).
 */
export async function askStatus(
  connection: Connection,
  ms: number,
  round: StatusRound,
  onAnswer: (answer: Answer) => void = () => {},
): Promise<Result<PrinterStatus>> {
  let stray = 0;
  for (;;) {
    if (!(await connection.send(round.question(), ms))) return fail('E-PRINT-008', 'status');
    const until = performance.now() + ms;
    for (let answered = false; !answered; ) {
      const answer = await connection.next(Math.max(1, until - performance.now()));
      if (answer === 'closed') return fail('E-PRINT-008', 'status');
      if (answer === 'silence') return fail(stray > 0 ? 'E-PRINT-007' : 'E-PRINT-006', 'status');
      onAnswer(answer);
      answered = round.take(answer);
      if (!answered) stray += 1;
      if (stray > MAX_STRAY) return fail('E-PRINT-007', 'status');
    }
    const status = round.status();
    if (status !== undefined) return ok(status);
  }
}
