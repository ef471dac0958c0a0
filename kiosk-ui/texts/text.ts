import type catalogue from '../../config/texts/zh-CN.json';
import { speechOf, type Texts } from '../../config/texts.ts';

type Catalogue = typeof catalogue;
/** `<group>.<key>` of every text in the catalogue; a key that does not exist is a type error. */
export type TextKey = {
  [G in keyof Catalogue & string]: `${G}.${keyof Catalogue[G] & string}`;
}[keyof Catalogue & string];

let loaded: Texts = {};

/** Takes the texts of the kiosk's language; everything shown afterwards comes from them. */
export function setTexts(texts: Texts): void {
  loaded = texts;
}

function entry(key: TextKey) {
  const [group = '', name = ''] = key.split('.');
  return loaded[group]?.[name];
}

/**
 * The text of `key` with its `{placeholders}` filled. A key that the served catalogue lacks (a county's own file)
 * gives an empty string: an empty line is better for the person than a technical word.
 */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const found = entry(key);
  if (found === undefined) return '';
  return found.text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

/** Whether something is said for `key`. */
export function hasSpeech(key: TextKey): boolean {
  const found = entry(key);
  return found !== undefined && speechOf(found) !== undefined;
}
