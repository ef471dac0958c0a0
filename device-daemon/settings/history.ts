import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Settings, writeFileDurably } from '../../config/index.ts';

/** Settings that were in force before. */
export const PastSettings = z.object({ until: z.string().datetime(), settings: Settings });
export type PastSettings = z.infer<typeof PastSettings>;

/** So many past settings are kept. */
const KEPT = 10;

/** Keeps settings that are about to be replaced, and drops those beyond the last ten. */
export function keepInHistory(folder: string, past: PastSettings): void {
  const numbers = numbersIn(folder);
  const next = (numbers.at(-1) ?? 0) + 1;
  writeFileDurably(fileOf(folder, next), `${JSON.stringify(past, null, 2)}\n`);
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT))) rmSync(fileOf(folder, old));
}

/** Past settings, the latest first. A file that has become unreadable is passed over. */
export function readHistory(folder: string): PastSettings[] {
  return (
    numbersIn(folder)
      .reverse()
      // A crash between keeping one and dropping the oldest leaves an eleventh.
      .slice(0, KEPT)
      .flatMap((number) => {
        try {
          return [PastSettings.parse(JSON.parse(readFileSync(fileOf(folder, number), 'utf8')))];
        } catch {
          return [];
        }
      })
  );
}

function numbersIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => (/^\d{6}\.json$/.test(name) ? [Number(name.slice(0, 6))] : []))
    .sort((a, b) => a - b);
}

function fileOf(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(6, '0')}.json`);
}
