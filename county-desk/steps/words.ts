import { fail, ok, type Result } from '../../domain/index.ts';

/** A run of digits as long as a telephone number or an ID number has, also with spaces or hyphens in it. */
const NUMBER = /\d(?:[ -]?\d){6,}/;

/**
 * Words of an officer for the county's ledger, where they stand for good. Error: E-COUNTY-099 (they hold what may be a
 * person's number). Names no programme can tell; officers are told not to write them.
 */
export function harmlessWords(text: string): Result<string> {
  const words = text.trim();
  return NUMBER.test(words.replaceAll(/\d{4}-\d{2}-\d{2}/g, '')) ? fail('E-COUNTY-099') : ok(words);
}
