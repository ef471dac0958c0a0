import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';

/** One logged attempt to reach the person or family (A48). */
export type ContactAttempt = Extract<PersonAct, { act: 'contact-attempt' }>;

/** Every attempt, in the order in which it was logged. */
export function contactLog(facts: PersonFacts): readonly ContactAttempt[] {
  return facts.acts.flatMap((act) => (act.act === 'contact-attempt' ? [act] : []));
}
