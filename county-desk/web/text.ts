import type catalogue from '../../config/county-texts/web.zh-CN.json';
import { countyWebTexts } from '../../config/index.ts';

type Catalogue = typeof catalogue;
/** `<group>.<key>` of every text of the web desk; a key that does not exist is a type error. */
export type TextKey = {
  [G in keyof Catalogue & string]: `${G}.${keyof Catalogue[G] & string}`;
}[keyof Catalogue & string];

const texts = countyWebTexts();

/** The text of `key` with its `{placeholders}` filled. Throws when a county's own catalogue lacks it. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const [group = '', name = ''] = key.split('.');
  const found = texts[group]?.[name];
  if (found === undefined) throw new Error(`config/county-texts/web.zh-CN.json lacks ${key}`);
  return found.replace(/\{(\w+)\}/g, (_whole, place: string) => String(values[place] ?? ''));
}

/** What a report or a list is called: the lists have the names of their queues. */
export function paperTitle(name: string): string {
  const list = name.startsWith('list-') ? name.slice('list-'.length) : undefined;
  return list === undefined ? word('paper', name) : text('papers.list', { name: word('list', list) });
}

/** What a code of a record is called in one group of the texts; the code itself where the catalogue does not know it. */
export function word(group: keyof Catalogue & string, code: string): string {
  return texts[group]?.[code] ?? code;
}
