import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

/** Texts of the county's web desk, zh-CN: group (mostly a page) -> key -> text with `{placeholders}`. */
export const CountyWebTexts = z.record(
  z.string().regex(/^[a-zA-Z]+$/),
  z.record(z.string().regex(/^[a-zA-Z0-9_+<-]+$/), z.string().min(1).max(200)),
);
export type CountyWebTexts = z.infer<typeof CountyWebTexts>;

/** Loads config/county-texts/web.zh-CN.json; throws when it is missing or wrong. */
export function countyWebTexts(folder: string = configFolder()): CountyWebTexts {
  const path = join(folder, 'county-texts', 'web.zh-CN.json');
  return CountyWebTexts.parse(JSON.parse(readFileSync(path, 'utf8')));
}
