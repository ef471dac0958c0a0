import type { Command } from 'commander';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { orEnd } from './end.ts';
import type { PaperDesk } from './paper-desk.ts';

/** Shortest beginning of a digest that is looked for. */
const LEAST = 6;

/**
 * The person whose digest begins with this code, as lists show it, with the facts of now. Error: E-COUNTY-106 (nobody,
 * or more than one).
 */
export async function findPerson(desk: PaperDesk, code: string): Promise<Result<PersonFacts>> {
  const wanted = code.toLowerCase();
  if (!/^[0-9a-f]+$/.test(wanted) || wanted.length < LEAST) return fail('E-COUNTY-106', code);
  const { store, campaign } = desk;
  if (wanted.length === 64) {
    const facts = await store.person(wanted, campaign.year, desk.now());
    return facts === undefined ? fail('E-COUNTY-106', code) : ok(facts);
  }
  let found: PersonFacts | undefined;
  for await (const facts of store.persons(campaign.year, desk.now())) {
    if (!facts.person.startsWith(wanted)) continue;
    if (found !== undefined) return fail('E-COUNTY-106', code);
    found = facts;
  }
  return found === undefined ? fail('E-COUNTY-106', code) : ok(found);
}

/** The same, or the program ends. */
export async function personOrEnd(program: Command, desk: PaperDesk, code: string): Promise<PersonFacts> {
  return orEnd(program, await findPerson(desk, code));
}
