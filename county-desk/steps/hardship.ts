import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';

/** Still in hardship: measures, who is responsible, when it is looked at again (A26). */
export interface HardshipTask {
  readonly person: string;
  readonly measures: string;
  readonly responsible: string;
  readonly followUp: string | null;
  /** The day of the follow-up has passed, or there is none, or nobody is responsible. */
  readonly overdue: boolean;
}

export function hardshipTask(facts: PersonFacts, today: string): HardshipTask | undefined {
  const last = facts.acts.findLast(
    (act): act is Extract<PersonAct, { act: 'hardship' }> => act.act === 'hardship',
  );
  if (last === undefined || last.state === 'closed') return undefined;
  const { measures, responsible, followUp } = last;
  const overdue = followUp === null || followUp < today || responsible === '';
  return { person: facts.person, measures, responsible, followUp, overdue };
}
