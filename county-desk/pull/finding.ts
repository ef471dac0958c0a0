import type { CodedError, ErrorCode } from '../../domain/index.ts';

/** A file that proves a lie, as it was kept or as it came. */
export interface Evidence {
  /** Plain file name, such as `got.checkpoint`. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A lie in a kiosk's log: something that no sound kiosk ever serves, whatever the line does. */
export interface PullFinding {
  readonly code: ErrorCode;
  /** Index of the entry concerned; null when it is the log as a whole. */
  readonly record: number | null;
  /** What is wrong, in words that name no person. */
  readonly what: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Why a pull did not come to its end. `lie` raises an alarm and quarantines the kiosk; `failed` is what a bad line, a
 * switched-off kiosk or our own disk may do, and is tried again later.
 */
export type Trouble =
  | { readonly kind: 'lie'; readonly finding: PullFinding }
  | { readonly kind: 'failed'; readonly error: CodedError };

/** A lie as the error of a result. */
export function lie(
  code: ErrorCode,
  record: number | null,
  what: string,
  evidence: readonly Evidence[],
): { readonly ok: false; readonly error: Trouble } {
  return { ok: false, error: { kind: 'lie', finding: { code, record, what, evidence } } };
}

/** A failure as the error of a result. */
export function failed(error: CodedError): { readonly ok: false; readonly error: Trouble } {
  return { ok: false, error: { kind: 'failed', error } };
}

/** A text as evidence. */
export function textEvidence(file: string, text: string): Evidence {
  return { file, bytes: Buffer.from(text) };
}
