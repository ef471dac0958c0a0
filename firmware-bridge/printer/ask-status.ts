import { fail, ok, type PrinterStatus, type Result } from '../../domain/index.ts';
import type { Answer } from './answers.ts';
import type { Connection } from './connection.ts';
import { STATUS_KINDS, statusOf, statusQuestion } from './status.ts';

/** Answers that are none to the question; more is rubbish. */
const MAX_STRAY = 32;

/**
 * Asks DLE EOT 1 to 4, each answer within `ms` milliseconds. Answers of another kind that come
 * in between go to `onOther`. Fails with E-PRINT-006 (silent), E-PRINT-007 (rubbish) or
 * E-PRINT-008 (connection lost).
 */
export async function askStatus(
  connection: Connection,
  ms: number,
  onOther: (answer: Answer) => void = () => {},
): Promise<Result<PrinterStatus>> {
  const bytes: number[] = [];
  let stray = 0;
  for (const kind of STATUS_KINDS) {
    if (!(await connection.send(statusQuestion(kind), ms))) return fail('E-PRINT-008', `DLE EOT ${kind}`);
    const until = performance.now() + ms;
    for (;;) {
      const answer = await connection.next(Math.max(1, until - performance.now()));
      if (answer === 'closed') return fail('E-PRINT-008', `DLE EOT ${kind}`);
      if (answer === 'silence') return fail(stray > 0 ? 'E-PRINT-007' : 'E-PRINT-006', `DLE EOT ${kind}`);
      if (answer.kind === 'status') {
        bytes.push(answer.byte);
        break;
      }
      onOther(answer);
      stray += 1;
      if (stray > MAX_STRAY) return fail('E-PRINT-007', `DLE EOT ${kind}`);
    }
  }
  const [printer = 0, offline = 0, error = 0, paper = 0] = bytes;
  return ok(statusOf([printer, offline, error, paper]));
}
