import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from '../reports/index.ts';
import type { PreparedSheet } from '../steps/index.ts';

/** Sheets that are listed; the latest ones. */
const MOST_SHEETS = 100;

/** A sheet as it lies in the county's folder. */
export interface KeptSheet extends PreparedSheet {
  /** ISO time at which it was kept. */
  readonly at: string;
}

/** The sheets of a year, the latest first. One that was altered is left out: nobody may approve it. */
export function keptSheets(folder: string, year: number): readonly KeptSheet[] {
  const place = join(folder, 'sheets');
  if (!existsSync(place)) return [];
  const files = readdirSync(place)
    .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
    .map((name) => ({ digest: name.slice(0, 64), at: statSync(join(place, name)).mtime.toISOString() }))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MOST_SHEETS);
  return files.flatMap(({ digest, at }) => {
    const sheet = readSheet(folder, digest);
    return sheet.ok && sheet.value.year === year ? [{ ...sheet.value, at }] : [];
  });
}
