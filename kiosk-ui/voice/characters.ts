import type { TextKey } from '../texts/index.ts';

const SPOKEN = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'] as const;
const MOST = 24;

/** The keys that spell a phone or slip number; anything but digits and A-F is passed over. Longest 24. */
export function spokenCharacters(number: string): TextKey[] {
  return [...number.toUpperCase()]
    .flatMap((character) => SPOKEN.filter((spoken) => spoken === character))
    .slice(0, MOST)
    .map((spoken): TextKey => `character.${spoken}`);
}
