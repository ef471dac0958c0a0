import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, Means, Method, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

const Words = z.string().min(1).max(60);

/** What stands on the slips in one language; a county may change it (X22: it approves the text). */
export const ReceiptWording = z.object({
  title: Words,
  /** `{year}` is put in. */
  confirmed: Words.includes('{year}'),
  /** Another title than the confirmation's: nobody may take this slip for one. */
  notedTitle: Words,
  noted: Words,
  declined: Words,
  /** `{copy}` is put in. */
  copy: Words.includes('{copy}'),
  labels: z.object({
    name: Words,
    idNumber: Words,
    at: Words,
    method: Words,
    means: Words,
    number: Words,
    device: Words,
  }),
  methods: z.record(Method, Words),
  means: z.record(Means, Words),
  countyWillCall: Words,
  whyConfirm: Words,
  otherWays: Words,
  cardExpired: Words,
  /** Before the station's telephone number. */
  questions: Words,
  forStaff: Words,
  homeVisit: Words,
  /** The test page of `kiosk print test`. */
  test: z.object({
    title: Words,
    printer: Words,
    sentence: Words,
    /** Characters that many printers do not have. */
    rare: Words,
    /** Stacked letters, which have to be drawn as one. */
    tibetan: Words,
    bold: Words,
  }),
});
export type ReceiptWording = z.infer<typeof ReceiptWording>;

/** The wording `receipts/<language>.json` of the configuration folder. Fails with E-PRINT-013. */
export function loadReceiptWording(language: string): Result<ReceiptWording> {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) return fail('E-PRINT-013', 'not a language tag');
  try {
    const file = join(configFolder(), 'receipts', `${language}.json`);
    const parsed = ReceiptWording.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? ok(parsed.data) : fail('E-PRINT-013', z.prettifyError(parsed.error));
  } catch (error) {
    return fail('E-PRINT-013', error instanceof Error ? error.message : 'unreadable');
  }
}
