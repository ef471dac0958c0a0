import { randomUUID } from 'node:crypto';
import { type Campaign, fail, ok, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { confirmations } from './confirmations.ts';
import type { ContactAttempt } from './contact-log.ts';
import type { HardshipTask } from './hardship.ts';
import { pendingVisit } from './pending.ts';

/** In hospital, in prison, abroad or otherwise kept away. */
export type CircumstanceKind = Exclude<Extract<PersonAct, { act: 'circumstance' }>['kind'], 'over'>;

/** An attempt to reach somebody, as an officer tells it. */
export type Attempt = Pick<ContactAttempt, 'way' | 'outcome' | 'on' | 'words'>;

/** The act of a contact attempt (A48). Error: E-COUNTY-098 (it lies in the future). */
export function recordAttempt(
  person: string,
  year: number,
  attempt: Attempt,
  today: string,
): Result<PersonAct> {
  if (attempt.on > today) return fail('E-COUNTY-098', attempt.on);
  const { way, outcome, on, words } = attempt;
  return ok({ act: 'contact-attempt', person, year, way, outcome, on, words });
}

/** The act that decides on a pending visit. Error: E-COUNTY-096 (it does not wait for the county). */
export function decidePending(
  facts: PersonFacts,
  campaign: Campaign,
  visit: string,
  decision: 'confirmed' | 'not-confirmed',
  words: string,
): Result<PersonAct> {
  if (pendingVisit(facts, campaign)?.visit.visit !== visit) return fail('E-COUNTY-096');
  const { year } = campaign;
  return ok({ act: 'pending-decided', person: facts.person, year, visit, decision, words });
}

/** The act of a re-check in the national system (A54). Error: E-COUNTY-096 (there is no confirmation to check). */
export function recheck(facts: PersonFacts, campaign: Campaign): Result<PersonAct> {
  if (confirmations(facts, campaign).length === 0) return fail('E-COUNTY-096');
  return ok({ act: 'rechecked', person: facts.person, year: campaign.year });
}

/** The act of something that keeps a person away, or of its end. */
export function recordCircumstance(
  person: string,
  year: number,
  kind: CircumstanceKind | 'over',
  words: string,
): PersonAct {
  return { act: 'circumstance', person, year, kind, words };
}

/** The act of a hardship task. Error: E-COUNTY-093 (an open task needs somebody who is responsible, A26). */
export function recordHardship(
  person: string,
  year: number,
  task: Pick<HardshipTask, 'measures' | 'responsible' | 'followUp'> & { readonly state: 'open' | 'closed' },
): Result<PersonAct> {
  const { state, measures, responsible, followUp } = task;
  if (state === 'open' && responsible.trim() === '') return fail('E-COUNTY-093');
  return ok({ act: 'hardship', person, year, state, measures, responsible: responsible.trim(), followUp });
}

/** A hit that an officer raises by hand, so that what somebody said of a death can be settled like a list's hit. */
export function raiseHit(
  person: string,
  year: number,
  kind: Extract<PersonAct, { act: 'comparison-hit' }>['kind'],
  source: string,
  sourceDate: string,
): PersonAct {
  return { act: 'comparison-hit', person, year, kind, source, sourceDate, task: randomUUID() };
}
