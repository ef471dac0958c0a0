import { z } from 'zod';
import { ErrorCodeText } from './error-code.ts';
import { Means, Method, Outcome, StaffCheck } from './record.ts';

/*
 * The only types that a field of a log's event can have. None of them takes words, and none a run of digits as long as
 * a telephone or ID number: what is personal has no place outside `sealed`.
 */

/** Largest whole number of an event: 32 bits, less than any mobile telephone number. */
export const MAX_EVENT_NUMBER = 0xffff_ffff;
/** What an age file begins with, in base64: `age-encryption.org/v1` and a newline. */
const AGE_HEAD = 'YWdlLWVuY3J5cHRpb24ub3JnL3YxC';

export const uuid = z.string().uuid();
/** Hex SHA-256 or HMAC-SHA-256. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** A code of the error book. */
export const code = ErrorCodeText;
export const bool = z.boolean();
/** ISO 8601 instant in UTC. */
export const instant = z.string().datetime();
export const year = z.number().int().min(2021).max(2100);
/** Index of an entry, or a number of entries. */
export const index = z.number().int().min(0).max(MAX_EVENT_NUMBER);
/** Milliseconds gone by; longer ones than 49 days are told as 49 days. */
export const age = z
  .number()
  .int()
  .nonnegative()
  .transform((ms) => Math.min(ms, MAX_EVENT_NUMBER));
/** Number of an operator. */
export const operator = z.string().regex(/^([0-9]{1,6}|unknown)$/);
/** Version of a program (`youfu-kiosk 0.1.0`) or of a text (`2026-1`). */
export const version = z
  .string()
  .max(40)
  .regex(/^([a-z]+(-[a-z]+)*( \d{1,2}(\.\d{1,2}){0,2}(-[a-z]+)?)?|\d{4}-\d{1,2})$/);
/** Names of settings, such as `face.trySeconds`. */
export const settings = z
  .array(
    z
      .string()
      .max(60)
      .regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/),
  )
  .max(60);
export const outcome = Outcome;
export const method = Method;
export const means = Means;
export const judgement = StaffCheck.shape.judgement;
export const staffReason = StaffCheck.shape.reason;
/** Base64 of an age file to the county; with the rest of the entry it must fit 65,535 bytes, which the writer checks. */
export const sealed = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  .startsWith(AGE_HEAD);
