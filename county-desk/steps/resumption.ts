import { type Campaign, fail, ok, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { type Confirmation, confirmations } from './confirmations.ts';
import { standingOf } from './standing.ts';

/** A suspended person confirmed: the county has to decide whether payments go on (A50, X30). */
export interface ResumeTask {
  readonly person: string;
  readonly confirmation: Confirmation;
  /** From when on it was approved; null where only the roster says that the person is suspended. */
  readonly suspendedFrom: string | null;
}

/** The task, from the moment of the confirmation until the county has decided. */
export function resumeTask(facts: PersonFacts, campaign: Campaign): ResumeTask | undefined {
  const confirmation = confirmations(facts, campaign)[0];
  if (confirmation === undefined || !standingOf(facts, campaign).flags.resumeTask) return undefined;
  const approved = facts.acts.findLast((act) => act.act === 'suspension-approved');
  return { person: facts.person, confirmation, suspendedFrom: approved?.fromMonth ?? null };
}

/** What the county decided, and on which ground. */
export interface ResumeDecision {
  readonly decision: 'resume' | 'not-resume';
  readonly legalGround: string;
  readonly approver: string;
}

/**
 * The act of a decision. Errors: E-COUNTY-096 (nothing is to be decided about this person), E-COUNTY-093 (no approver),
 * E-COUNTY-097 (no legal ground, T9: the tool knows none of its own).
 */
export function decideResumption(
  facts: PersonFacts,
  campaign: Campaign,
  decided: ResumeDecision,
): Result<PersonAct> {
  if (resumeTask(facts, campaign) === undefined) return fail('E-COUNTY-096');
  if (decided.approver.trim() === '') return fail('E-COUNTY-093');
  if (decided.legalGround.trim() === '') return fail('E-COUNTY-097');
  return ok({
    act: 'resumption-decided',
    person: facts.person,
    year: campaign.year,
    decision: decided.decision,
    legalGround: decided.legalGround.trim(),
    approver: decided.approver.trim(),
  });
}
