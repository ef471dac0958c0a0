import { type CodedError, type ErrorCode, fail, type Result } from '../../../domain/index.ts';

/** Why a line could not be made or used; never leaves this folder but as a Result. */
export class LineFault extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

const NOT_REACHED =
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EADDRNOTAVAIL)$/;

/** Whatever a request ended with, as a coded error: E-COUNTY-020 to -024, -026. */
export function faultOf(error: unknown): CodedError {
  if (error instanceof LineFault) return { code: error.code, detail: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = code === '' && error instanceof Error ? error.message : code;
  return { code: NOT_REACHED.test(code) ? 'E-COUNTY-020' : 'E-COUNTY-022', detail: words };
}

/** The fault as a Result. */
export function failedBy(error: unknown): Extract<Result<never>, { ok: false }> {
  const { code, detail } = faultOf(error);
  return fail(code, detail);
}
