import type { z } from 'zod';
import { dayInChina, isConfirmed, type Means, type Method } from '../../domain/index.ts';
import type { PersonFacts, VisitFact } from '../persons/index.ts';

/** One confirmation of a person in the year, wherever it was made. */
export interface Confirmation {
  /** Day in China. */
  readonly on: string;
  /** ISO instant; null where only the day is known. */
  readonly at: string | null;
  readonly method: z.infer<typeof Method> | null;
  readonly means: z.infer<typeof Means> | null;
  /** Number of the operator where staff judged. */
  readonly operator: string | null;
  /** Name of the kiosk, or the source of a confirmation made elsewhere. */
  readonly where: string;
  /** Index in the kiosk's log; null elsewhere. */
  readonly seq: number | null;
  readonly visit: string | null;
}

/**
 * Every confirmation, the earliest first: that one counts, the others are shown beside it (X7). A visit that the county
 * decided on in the person's favour counts from the visit on.
 */
export function confirmations(facts: PersonFacts): readonly Confirmation[] {
  const decided = decidedVisits(facts);
  const atKiosks = facts.visits
    .filter(
      (visit) =>
        countsAsConfirmed(visit) || (visit.visit !== null && decided.get(visit.visit) === 'confirmed'),
    )
    .filter((visit) => visit.event === 'visit-outcome')
    .map(
      (visit): Confirmation => ({
        on: dayInChina(Date.parse(visit.at)),
        at: visit.at,
        method: visit.method,
        means: visit.means,
        operator: visit.operator,
        where: visit.kiosk,
        seq: visit.seq,
        visit: visit.visit,
      }),
    );
  const elsewhere = facts.acts.flatMap((act): Confirmation[] =>
    act.act !== 'confirmed-elsewhere'
      ? []
      : [
          {
            on: act.on,
            at: null,
            method: act.method,
            means: act.means,
            operator: null,
            where: act.source,
            seq: null,
            visit: null,
          },
        ],
  );
  return [...atKiosks, ...elsewhere].sort(
    (a, b) =>
      compare(a.on, b.on) ||
      // Of one day, what has an instant goes before what has none.
      compare(a.at ?? '~', b.at ?? '~') ||
      compare(a.where, b.where) ||
      (a.seq ?? -1) - (b.seq ?? -1),
  );
}

/** Whether the person is confirmed by what is known. */
export function isConfirmedPerson(facts: PersonFacts): boolean {
  return confirmations(facts).length > 0;
}

/** The county's last decision on each visit that it decided on. */
export function decidedVisits(facts: PersonFacts): ReadonlyMap<string, 'confirmed' | 'not-confirmed'> {
  const decided = new Map<string, 'confirmed' | 'not-confirmed'>();
  for (const act of facts.acts) if (act.act === 'pending-decided') decided.set(act.visit, act.decision);
  return decided;
}

function countsAsConfirmed(visit: VisitFact): boolean {
  return visit.outcome !== null && isConfirmed(visit.outcome);
}

/** Order of two texts by their UTF-16 units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
