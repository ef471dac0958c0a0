import { type Source, withoutComments } from './sources.ts';

/** Words that the public screen never says (design: nobody is refused by a machine). */
const NEVER_SAID = ['失败', '异常', '死亡', '不符'];

/**
 * What is wrong between the error book and the code, a sentence each: a code that is used but not in the
 * book, one in the book that nothing uses, and a text for the person with a word that is never said.
 */
export function errorBookFaults(
  sources: readonly Source[],
  book: ReadonlyMap<string, { readonly person: string | null }>,
): string[] {
  const used = new Map<string, string>();
  for (const { path, text } of sources)
    for (const [code] of withoutComments(text).matchAll(/\bE-[A-Z]+-\d{3}\b/g))
      if (!used.has(code)) used.set(code, path);
  const faults: string[] = [];
  for (const [code, path] of used)
    if (!book.has(code)) faults.push(`${code} (${path}) is not in config/errors/`);
  for (const [code, { person }] of book) {
    if (!used.has(code)) faults.push(`${code} is in config/errors/ but nothing uses it`);
    for (const word of NEVER_SAID)
      if (person?.includes(word)) faults.push(`${code} tells the person ${word}`);
  }
  return faults.sort();
}
