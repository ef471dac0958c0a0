import type { ErrorCode } from '../domain/index.ts';

/**
 * The log cannot go on. After one of these the writer takes nothing more: a failed fsync leaves the
 * file in an unknown state that only a new start can find out. Its supervisor starts the process again.
 */
export class LedgerFault extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause });
    this.name = 'LedgerFault';
    this.code = code;
  }
}
