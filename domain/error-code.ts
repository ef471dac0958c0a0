import { z } from 'zod';
import type { ErrorCode } from './result.ts';

const FORM = /^E-[A-Z]+-\d{3}$/;

/** A code of the error book as text, e.g. `E-PRINT-001`. */
export const ErrorCodeText = z.string().regex(FORM);

/** Whether a text has the form of a code of the error book. */
export function isErrorCode(text: string): text is ErrorCode {
  return FORM.test(text);
}
