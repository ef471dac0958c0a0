import type { z } from 'zod';
import { Means, Method, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { isDay } from '../steps/index.ts';
import { type PersonRows, readPersonRows } from './person-rows.ts';

export type ElsewhereAct = Extract<PersonAct, { act: 'confirmed-elsewhere' }>;

/** A confirmation that was not made at a kiosk: the national app, or a handheld at home (A15, A28). */
export interface ElsewhereRow {
  readonly method: z.infer<typeof Method>;
  readonly means: z.infer<typeof Means>;
  readonly on: string;
}

const COLUMNS = ['confirmed_on', 'method', 'means'] as const;

/**
 * Reads confirmations made elsewhere: columns `id_number,confirmed_on,method,means` with the keys of domain/record.ts.
 * Error: E-COUNTY-102.
 */
export function readElsewhere(
  bytes: Uint8Array,
  personKey: string,
  year: number,
  today: string,
): Result<PersonRows<ElsewhereRow>> {
  return readPersonRows<ElsewhereRow>(bytes, COLUMNS, personKey, (cell) => {
    const on = cell('confirmed_on');
    if (!isDay(on)) return { refuse: 'confirmed_on: is no day like 2026-11-01' };
    if (on > today) return { refuse: 'confirmed_on: lies in the future' };
    // A campaign may reach into the next January, never back into the year before.
    if (on < `${year}-01-01`) return { refuse: `confirmed_on: lies before ${year}` };
    const method = Method.safeParse(cell('method'));
    if (!method.success) return { refuse: `method: is none of ${Method.options.join(', ')}` };
    const means = Means.safeParse(cell('means'));
    if (!means.success) return { refuse: `means: is none of ${Means.options.join(', ')}` };
    return { method: method.data, means: means.data, on };
  });
}

/**
 * The acts of confirmations made elsewhere. Whoever is not on the roster is refused by line: a confirmation of nobody
 * would count for nobody. One that is there already is not noted again.
 */
export async function elsewhereActs(
  rows: PersonRows<ElsewhereRow>,
  source: string,
  year: number,
  factsOf: (person: string) => Promise<PersonFacts | undefined>,
): Promise<{
  readonly acts: readonly ElsewhereAct[];
  readonly known: number;
  readonly refused: PersonRows<ElsewhereRow>['refused'];
}> {
  const acts: ElsewhereAct[] = [];
  const refused = [...rows.refused];
  let known = 0;
  for (const { person, line, value } of rows.rows) {
    const facts = await factsOf(person);
    if (facts === undefined || facts.roster === null)
      refused.push({ line, reason: 'id_number: is not on the roster' });
    else if (
      facts.acts.some(
        (act) => act.act === 'confirmed-elsewhere' && act.source === source && act.on === value.on,
      )
    )
      known += 1;
    else acts.push({ act: 'confirmed-elsewhere', person, year, source, ...value });
  }
  return { acts, known, refused: refused.sort((a, b) => a.line - b.line) };
}
