import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

const Catalogue = z.record(z.string().regex(/^[a-z-]+\.[A-Za-z0-9<+-]+$/), z.string().min(1).max(400));

/**
 * A text of the officers' papers with its values put in. A missing key, or a placeholder without a value, is a broken
 * invariant and throws: half a sentence never goes on paper.
 */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Every text of the papers in this language, by key. Throws when the file is missing or wrong. */
export function paperCatalogue(
  language = 'zh-CN',
  folder: string = configFolder(),
): Readonly<Record<string, string>> {
  const path = join(folder, 'county-texts', `papers.${language}.json`);
  return Catalogue.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** The texts of the officers' papers, config/county-texts/papers.<language>.json. */
export function paperTexts(language = 'zh-CN', folder: string = configFolder()): Say {
  const catalogue = paperCatalogue(language, folder);
  return (key, values = {}) => {
    const text = catalogue[key];
    if (text === undefined) throw new Error(`papers: no text ${key}`);
    return text.replaceAll(/\{([a-z-]+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`papers: ${key} lacks ${name}`);
      return String(value);
    });
  };
}
