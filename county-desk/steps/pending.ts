import type { PersonFacts, VisitFact } from '../persons/index.ts';
import { compare, decidedVisits, isConfirmedPerson } from './confirmations.ts';

/** A visit on which the county has to decide. */
export interface PendingVisit {
  readonly person: string;
  readonly visit: VisitFact;
  /** The roster holds the person for dead, and the person came (X13): before all others. */
  readonly aliveClaim: boolean;
}

/** Visits of a person that wait for the county: none once the person is confirmed. */
export function pendingVisits(facts: PersonFacts): readonly PendingVisit[] {
  if (isConfirmedPerson(facts)) return [];
  const decided = decidedVisits(facts);
  return facts.visits
    .filter((visit) => visit.outcome === 'PENDING_COUNTY' || visit.outcome === 'REFERRED')
    .filter((visit) => visit.visit !== null && !decided.has(visit.visit))
    .map((visit) => ({
      person: facts.person,
      visit,
      aliveClaim: visit.outcome === 'PENDING_COUNTY' && facts.roster?.status === 'deceased',
    }));
}

/** Order of the queue: alive-claims, then whoever has waited longest. */
export function byUrgency(a: PendingVisit, b: PendingVisit): number {
  return (
    Number(b.aliveClaim) - Number(a.aliveClaim) ||
    compare(a.visit.at, b.visit.at) ||
    compare(a.person, b.person)
  );
}
