import type { Campaign } from '../../domain/index.ts';
import type { PersonFacts, VisitFact } from '../persons/index.ts';
import { compare } from './order.ts';
import { standingOf } from './standing.ts';

/** A visit on which the county has to decide. */
export interface PendingVisit {
  readonly person: string;
  readonly visit: VisitFact;
  /** The person is held for dead, and came (X13): before all others. */
  readonly aliveClaim: boolean;
}

/** The visit of a person that waits for the county; none once the person is confirmed. */
export function pendingVisit(facts: PersonFacts, campaign: Campaign): PendingVisit | undefined {
  const standing = standingOf(facts, campaign);
  if (standing.state !== 'pending' && standing.state !== 'referred') return undefined;
  const aliveClaim = standing.state === 'pending' && standing.aliveClaim;
  return { person: facts.person, visit: standing.visit, aliveClaim };
}

/** Order of the queue: alive-claims, then whoever has waited longest. */
export function byUrgency(a: PendingVisit, b: PendingVisit): number {
  return (
    Number(b.aliveClaim) - Number(a.aliveClaim) ||
    compare(a.visit.at, b.visit.at) ||
    compare(a.person, b.person)
  );
}
