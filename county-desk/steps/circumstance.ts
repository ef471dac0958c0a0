import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';

/** In hospital, in prison, abroad or otherwise kept away. */
export type CircumstanceKind = Exclude<Extract<PersonAct, { act: 'circumstance' }>['kind'], 'over'>;

/** What keeps the person away now; undefined when nothing does, or what did is over. */
export function circumstanceOf(facts: PersonFacts): CircumstanceKind | undefined {
  const last = facts.acts.findLast((act) => act.act === 'circumstance');
  return last === undefined || last.kind === 'over' ? undefined : last.kind;
}
