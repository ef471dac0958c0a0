import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { PreparedSheet } from '../steps/index.ts';
import { type SheetContent, sheetDigest } from './suspension-sheet.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

const KeptSheet = z.object({
  format: z.literal('youfu-suspension-sheet/1'),
  year: z.number().int(),
  asOf: z.string().datetime(),
  preparedBy: z.string().min(1).max(60),
  persons: z.array(Digest).max(100_000),
});

/** Keeps a prepared sheet durably until it is approved; gives its digest. It holds digests of persons, no names. */
export function keepSheet(folder: string, content: SheetContent): string {
  const digest = sheetDigest(content);
  const text = JSON.stringify({ format: 'youfu-suspension-sheet/1', ...content }, null, 2);
  writeFileDurably(pathOf(folder, digest), `${text}\n`);
  return digest;
}

/** A kept sheet by its digest. Error: E-COUNTY-109 (none, or it was altered since). */
export function readSheet(folder: string, digest: string): Result<PreparedSheet> {
  if (!Digest.safeParse(digest).success || !existsSync(pathOf(folder, digest)))
    return fail('E-COUNTY-109', digest);
  try {
    const { format: _, ...content } = KeptSheet.parse(
      JSON.parse(readFileSync(pathOf(folder, digest), 'utf8')),
    );
    if (sheetDigest(content) !== digest) return fail('E-COUNTY-109', digest);
    const { year, preparedBy, persons } = content;
    return ok({ sheet: digest, year, preparedBy, persons });
  } catch {
    return fail('E-COUNTY-109', digest);
  }
}

function pathOf(folder: string, digest: string): string {
  return join(folder, 'sheets', `${digest}.json`);
}
