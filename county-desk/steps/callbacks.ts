import { type Campaign, dayInChina } from '../../domain/index.ts';
import type { PersonFacts, VisitFact } from '../persons/index.ts';
import { standingOf } from './standing.ts';

/** Somebody waits to be called back: no staff were there when they came (X23). */
export interface CallBack {
  readonly person: string;
  readonly visit: VisitFact;
  /** Day of the wish. */
  readonly on: string;
}

/** The last wish, until somebody was reached. */
export function callBackOf(facts: PersonFacts, campaign: Campaign): CallBack | undefined {
  const visit = facts.visits.findLast(({ event }) => event === 'callback-wanted');
  if (visit === undefined || !standingOf(facts, campaign).flags.callbackOpen) return undefined;
  return { person: facts.person, visit, on: dayInChina(Date.parse(visit.at)) };
}
