import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { announcedDays, earliestCandidateDay, lastAnnouncedDay } from './calendar.ts';

/** How the announcement of one person stands (A47, A49). */
export interface Announcement {
  /** First day on which the person stood on a public list. */
  readonly from: string;
  readonly lastDay: string;
  readonly candidateFrom: string;
  /** Whole days for which it has hung. */
  readonly days: number;
  /** Hex SHA-256 of the list that was put up. */
  readonly list: string;
}

/**
 * The announcement of a person; undefined when there was none. The first one counts: putting up a corrected list
 * neither shortens nor restarts the sixty days.
 */
export function announcementOf(facts: PersonFacts, today: string): Announcement | undefined {
  const acts = facts.acts.filter((act) => act.act === 'announced');
  const first = acts.reduce<(typeof acts)[number] | undefined>(
    (least, act) => (least === undefined || act.from < least.from ? act : least),
    undefined,
  );
  if (first === undefined) return undefined;
  return {
    from: first.from,
    lastDay: lastAnnouncedDay(first.from),
    candidateFrom: earliestCandidateDay(first.from),
    days: announcedDays(first.from, today),
    list: first.list,
  };
}

/** What is announced: whom, of which year, from which day on, by which list. */
export interface AnnouncementOrder {
  readonly persons: readonly string[];
  readonly year: number;
  readonly from: string;
  /** Bytes of the public list as it is put up. */
  readonly list: Uint8Array;
}

/**
 * The acts that fix the start of an announcement. Error: E-COUNTY-090 (the start lies in the past: a start that could
 * be set back would shorten the sixty days that the person has).
 */
export function announce(order: AnnouncementOrder, today: string): Result<readonly PersonAct[]> {
  if (order.from < today) return fail('E-COUNTY-090', order.from);
  const list = createHash('sha256').update(order.list).digest('hex');
  const { year, from } = order;
  return ok(order.persons.map((person) => ({ act: 'announced', person, year, from, list })));
}
