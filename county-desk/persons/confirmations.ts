import type { z } from 'zod';
import { dayInChina, isConfirmed, type Means, type Method } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts, VisitFact } from './facts.ts';

/** What makes a person confirmed: a visit at a kiosk, one that the county decided on, or one made elsewhere. */
export interface Confirmation {
  readonly method: z.infer<typeof Method>;
  readonly means: z.infer<typeof Means>;
  /** Day in China, `YYYY-MM-DD`. */
  readonly day: string;
  /** ISO time; null where only a day is known. */
  readonly at: string | null;
  readonly by: 'visit' | 'county-decision' | 'elsewhere';
  /** The kiosk's visit; null for one made elsewhere. */
  readonly visit: VisitFact | null;
  /** What was named as the source of one made elsewhere; null else. */
  readonly source: string | null;
}

/** What the county decided last about a visit, by the visit's UUID. */
export function decisions(
  acts: readonly PersonAct[],
  year: number,
): Map<string, 'confirmed' | 'not-confirmed'> {
  const decided = new Map<string, 'confirmed' | 'not-confirmed'>();
  for (const act of acts)
    if (act.act === 'pending-decided' && act.year === year) decided.set(act.visit, act.decision);
  return decided;
}

/** All confirmations of the year, the earliest first: that one counts, the others are duplicates (X7). */
export function confirmationsOf(facts: PersonFacts, year: number): Confirmation[] {
  const decided = decisions(facts.acts, year);
  const found: Confirmation[] = [];
  for (const visit of facts.visits) {
    const { outcome, method, means, at } = visit;
    if (outcome === null || method === null || means === null) continue;
    const decision = visit.visit === null ? undefined : decided.get(visit.visit);
    // The county's decision stands above the machine's outcome, either way.
    const byCounty = !isConfirmed(outcome) && decision === 'confirmed';
    if (decision === 'not-confirmed' || (!isConfirmed(outcome) && !byCounty)) continue;
    const day = dayInChina(Date.parse(at));
    const by = byCounty ? 'county-decision' : 'visit';
    found.push({ method, means, day, at, by, visit, source: null });
  }
  for (const act of facts.acts)
    if (act.act === 'confirmed-elsewhere' && act.year === year)
      found.push({
        method: act.method,
        means: act.means,
        day: act.on,
        at: null,
        by: 'elsewhere',
        visit: null,
        source: act.source,
      });
  return found.sort(earlierFirst);
}

/** By day; on one day a visit, whose time is known, stands before what has none; then time, kiosk, entry. */
function earlierFirst(a: Confirmation, b: Confirmation): number {
  return (
    compare(a.day, b.day) ||
    Number(a.at === null) - Number(b.at === null) ||
    compare(a.at ?? '', b.at ?? '') ||
    compare(a.visit?.kiosk ?? '', b.visit?.kiosk ?? '') ||
    (a.visit?.seq ?? 0) - (b.visit?.seq ?? 0)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
