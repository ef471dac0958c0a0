export type { PersonFacts, RosterFacts, VisitFact } from './facts.ts';
