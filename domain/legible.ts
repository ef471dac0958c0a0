/**
 * What a text off a card, a file or a line may not hold where people will read it: control characters (Cc),
 * invisible format characters such as marks of writing direction (Cf), halves of surrogate pairs (Cs), separators
 * of lines (Zl, Zp), and code points that are no characters. Characters of private use stay: rare ones of names
 * were stored so, and only the register can tell which.
 */
const ILLEGIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;
const EACH_ILLEGIBLE = new RegExp(ILLEGIBLE, 'gu');

/** 〓, the mark that Chinese printers set where a character is missing; every printer's font has it (GB 2312). */
export const MISSING_CHARACTER = '〓';

export function isLegible(text: string): boolean {
  return !ILLEGIBLE.test(text);
}

/** The text with 〓 in the place of each illegible character. */
export function legible(text: string): string {
  return text.replace(EACH_ILLEGIBLE, MISSING_CHARACTER);
}
