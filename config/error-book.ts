import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

/** What happens after an expected error, from the mildest to the hardest. */
export const RecoveryClass = z.enum(['retry', 'ask-person', 'staff', 'technician', 'out-of-service']);
export type RecoveryClass = z.infer<typeof RecoveryClass>;

/** One expected error of the book: cause and remedy in words. */
export const ErrorBookEntry = z.object({
  code: z.string().regex(/^E-[A-Z]+-\d{3}$/),
  cause: z.string().min(10),
  /** What the person sees, zh-CN; null when the person sees nothing of it. */
  person: z.string().nullable(),
  technician: z.string().min(10),
  recovery: RecoveryClass,
});
export type ErrorBookEntry = z.infer<typeof ErrorBookEntry>;

/** Reads the whole error book from config/errors/*.json. Throws on a malformed file or a code told twice. */
export function readErrorBook(folder = join(configFolder(), 'errors')): ReadonlyMap<string, ErrorBookEntry> {
  const book = new Map<string, ErrorBookEntry>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    for (const entry of z.array(ErrorBookEntry).parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))) {
      if (book.has(entry.code)) throw new Error(`error book: ${entry.code} stands twice (${file})`);
      book.set(entry.code, entry);
    }
  }
  return book;
}
