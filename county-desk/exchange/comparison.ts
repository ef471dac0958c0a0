import { randomUUID } from 'node:crypto';
import type { Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { isDay } from '../steps/index.ts';
import { type PersonRows, readPersonRows } from './person-rows.ts';

export type HitAct = Extract<PersonAct, { act: 'comparison-hit' }>;

/** What another office's list is: whose, of what, of which day (A58). */
export interface ComparisonList {
  readonly kind: HitAct['kind'];
  /** The office, for example 县殡仪馆; no person. */
  readonly source: string;
  readonly sourceDate: string;
}

/** What a row says besides who: the day of the event, '' when the office does not tell it. */
export interface ComparisonRow {
  readonly eventDate: string;
}

/**
 * Reads another office's list: columns `id_number` and `event_date` (may be empty); further columns are not looked
 * at, and nothing of the row is kept but that there was a hit. Error: E-COUNTY-102.
 */
export function readComparison(
  bytes: Uint8Array,
  personKey: string,
  today: string,
): Result<PersonRows<ComparisonRow>> {
  return readPersonRows<ComparisonRow>(bytes, ['event_date'], personKey, (cell) => {
    const eventDate = cell('event_date');
    if (eventDate === '') return { eventDate };
    if (!isDay(eventDate)) return { refuse: 'event_date: is no day like 2026-11-01' };
    return eventDate > today ? { refuse: 'event_date: lies in the future' } : { eventDate };
  });
}

/**
 * The tasks that a list raises among people whom the county knows: 待核实, never an overwrite. A hit of the same list
 * that is there already is not raised again, whether open or settled: taking a file twice changes nothing.
 */
export async function comparisonTasks(
  rows: PersonRows<ComparisonRow>,
  list: ComparisonList,
  year: number,
  factsOf: (person: string) => Promise<PersonFacts | undefined>,
): Promise<{ readonly acts: readonly HitAct[]; readonly unknown: number; readonly known: number }> {
  const acts: HitAct[] = [];
  let unknown = 0;
  let known = 0;
  for (const { person } of rows.rows) {
    const facts = await factsOf(person);
    if (facts === undefined) unknown += 1;
    else if (facts.acts.some((act) => act.act === 'comparison-hit' && isOf(act, list))) known += 1;
    else acts.push({ act: 'comparison-hit', person, year, ...list, task: randomUUID() });
  }
  return { acts, unknown, known };
}

function isOf(hit: HitAct, list: ComparisonList): boolean {
  return hit.kind === list.kind && hit.source === list.source && hit.sourceDate === list.sourceDate;
}
