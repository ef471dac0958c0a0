import type { TextKey } from '../texts/index.ts';

/** Digits, and the letters of a slip's number (Crockford's base32). */
const SPOKEN = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'J',
  'K',
  'M',
  'N',
  'P',
  'Q',
  'R',
  'S',
  'T',
  'V',
  'W',
  'X',
  'Y',
  'Z',
] as const;
const MOST = 24;

/** The keys that spell a phone or slip number; what is no such character is passed over. Longest 24. */
export function spokenCharacters(number: string): TextKey[] {
  return [...number.toUpperCase()]
    .flatMap((character) => SPOKEN.filter((spoken) => spoken === character))
    .slice(0, MOST)
    .map((spoken): TextKey => `character.${spoken}`);
}
