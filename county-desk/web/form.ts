import { z } from 'zod';
import { fail, IsoDay, ok, type Result } from '../../domain/index.ts';

/** Most fields of a form, and most characters of one. */
const MOST_FIELDS = 40;
const MOST_CHARACTERS = 4000;

/** The fields of a form's body, or undefined when it is none. A field that stands twice makes it none. */
export function readForm(body: string): Readonly<Record<string, string>> | undefined {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (fields.size >= MOST_FIELDS || fields.has(name) || value.length > MOST_CHARACTERS) return undefined;
    // Browsers send CR LF; one form of a line's end is enough in the ledger.
    fields.set(name, value.replaceAll('\r\n', '\n'));
  }
  return Object.fromEntries(fields);
}

/** The form as its schema wants it. Error: E-COUNTY-129, detail: the first field that is wrong, never its value. */
export function parseForm<T>(schema: z.ZodType<T>, form: Readonly<Record<string, string>>): Result<T> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return ok(parsed.data);
  return fail('E-COUNTY-129', parsed.error.issues[0]?.path.join('.') ?? '');
}

const NO_CONTROLS = /^[^\p{Cc}\p{Cf}]*$/u;
const NO_CONTROLS_BUT_LINES = /^(?:[^\p{Cc}\p{Cf}]|\n)*$/u;
/** Sequences that look like a citizen number or a mobile number: they stay out of an open ledger. */
const NUMBER_OF_PERSON = /\d{15}|1[3-9]\d{9}/;

/** One line of an officer's words. */
export const Line = z.string().trim().max(80).regex(NO_CONTROLS);
/** Several lines of an officer's words, without numbers that are a person's. */
export const Words = z
  .string()
  .trim()
  .max(500)
  .regex(NO_CONTROLS_BUT_LINES)
  .refine((words) => !NUMBER_OF_PERSON.test(words.replaceAll(/[\s-]/g, '')), 'number of a person');
/** A reason that somebody can be asked about later. */
export const Reason = Words.pipe(z.string().min(4));
/** A day, or nothing. */
export const DayOrNone = z.union([IsoDay, z.literal('').transform(() => null)]);
