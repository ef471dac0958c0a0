import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { sheetDigest } from '../reports/index.ts';

const SheetFile = z.object({
  format: z.literal('youfu-suspension-sheet/1'),
  year: z.number().int(),
  asOf: z.string().datetime(),
  persons: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
});
/** Who stands on a prepared sheet, and of which instant it is. Digests only. */
export type SheetFile = z.infer<typeof SheetFile>;

/** Keeps a sheet durably in `<county>/sheets/` and gives its digest. */
export function keepSheet(folder: string, sheet: Omit<SheetFile, 'format'>): string {
  const digest = sheetDigest(sheet.year, sheet.asOf, sheet.persons);
  const text = JSON.stringify({ format: 'youfu-suspension-sheet/1', ...sheet } satisfies SheetFile);
  writeFileDurably(sheetPath(folder, digest), `${text}\n`);
  return digest;
}

/** The sheet of a digest. Error: E-COUNTY-138 (it is not there, or is not what its digest says). */
export function readSheet(folder: string, digest: string): Result<SheetFile> {
  if (!/^[0-9a-f]{64}$/.test(digest) || !existsSync(sheetPath(folder, digest))) return fail('E-COUNTY-138');
  try {
    const sheet = SheetFile.parse(JSON.parse(readFileSync(sheetPath(folder, digest), 'utf8')));
    return sheetDigest(sheet.year, sheet.asOf, sheet.persons) === digest ? ok(sheet) : fail('E-COUNTY-138');
  } catch {
    return fail('E-COUNTY-138');
  }
}

function sheetPath(folder: string, digest: string): string {
  return join(folder, 'sheets', `${digest}.json`);
}
