import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

/** What a county decides about its papers. */
export const PaperSettings = z.object({
  /** Day of the weekly notice, 1 for Monday to 7 for Sunday; Friday by the plan (A53). */
  noticeWeekday: z.number().int().min(1).max(7),
  /** A township is named as slow when its rate is more than so many points below the county's. */
  slowBelowPoints: z.number().int().min(1).max(100),
  /** A device is named when nothing came from it for more than so many days (A52). */
  silentDays: z.number().int().min(1).max(90),
  /** Telephone number on public lists; empty leaves a line to write on. */
  phone: z.string().max(40),
});
export type PaperSettings = z.infer<typeof PaperSettings>;

/** The settings from config/county-papers.json. Error: E-COUNTY-104 (missing or not valid). */
export function readPaperSettings(folder: string = configFolder()): Result<PaperSettings> {
  const path = join(folder, 'county-papers.json');
  try {
    return ok(PaperSettings.parse(JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    return fail('E-COUNTY-104', path);
  }
}
