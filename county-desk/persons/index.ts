export { actsForYear } from './acts-for-year.ts';
export type { PersonFacts, RosterFacts, VisitFact } from './facts.ts';
