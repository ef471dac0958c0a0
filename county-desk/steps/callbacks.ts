import { dayInChina } from '../../domain/index.ts';
import type { PersonFacts, VisitFact } from '../persons/index.ts';
import { confirmations } from './confirmations.ts';
import { contactLog } from './contact-log.ts';

/** Somebody waits to be called back: no staff were there when they came (X23). */
export interface CallBack {
  readonly person: string;
  readonly visit: VisitFact;
  /** Day of the wish. */
  readonly on: string;
}

/** The last wish that neither a later attempt nor a later confirmation has answered. */
export function callBackOf(facts: PersonFacts): CallBack | undefined {
  const visit = facts.visits.findLast(({ event }) => event === 'callback-wanted');
  if (visit === undefined) return undefined;
  const on = dayInChina(Date.parse(visit.at));
  const called = contactLog(facts).some((attempt) => attempt.on >= on && attempt.outcome !== 'not-reached');
  const confirmed = confirmations(facts).some((done) =>
    done.at === null ? done.on >= on : done.at >= visit.at,
  );
  return called || confirmed ? undefined : { person: facts.person, visit, on };
}
