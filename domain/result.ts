/** An expected outcome as a value: either what was asked for, or an error with a code from the error book. */
export type Result<T, E = CodedError> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** The form of every code in config/error-book.json, for example `E-CARD-012`. */
export type ErrorCode = `E-${Uppercase<string>}-${number}`;

/** An expected error: its code says cause, remedy and recovery class; `detail` never holds personal data. */
export interface CodedError {
  readonly code: ErrorCode;
  readonly detail?: string;
}

/** A success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** An expected failure with its code. `detail` is for the technician and must not name or number a person. */
export function fail(code: ErrorCode, detail?: string): { readonly ok: false; readonly error: CodedError } {
  return { ok: false, error: detail === undefined ? { code } : { code, detail } };
}
