import type { PersonFacts } from '../persons/index.ts';
import { type Announcement, announcementOf } from './announcement.ts';
import { type CircumstanceKind, circumstanceOf } from './circumstance.ts';
import { isConfirmedPerson } from './confirmations.ts';
import { contactLog } from './contact-log.ts';
import { deathQuestions, diedOn } from './deceased.ts';
import { pendingVisits } from './pending.ts';

/** Why somebody is no candidate for suspension. */
export type Hindrance =
  | 'not-on-roster'
  | 'not-active'
  | 'confirmed'
  | 'pending'
  | 'death-question'
  | 'not-announced'
  | 'announcement-running'
  | 'no-contact-attempt'
  | 'approved-already'
  | CircumstanceKind;

/** Somebody whom the county may decide to suspend. The decision is the county's alone (A49). */
export interface Candidate {
  readonly person: string;
  readonly announcement: Announcement;
  readonly attempts: number;
  /** Day of the last attempt. */
  readonly lastAttempt: string;
}

export type SuspensionQuestion =
  | { readonly candidate: Candidate; readonly hindrances: readonly [] }
  | { readonly candidate: null; readonly hindrances: readonly Hindrance[] };

/**
 * Whether a person may stand on a suspension sheet on this day, and if not, every reason why. `facts` must be those of
 * this very moment: a confirmation that came in since the list was made takes the person off (E4).
 */
export function suspensionQuestion(facts: PersonFacts, today: string): SuspensionQuestion {
  const announcement = announcementOf(facts, today);
  const attempts = contactLog(facts);
  const last = attempts
    .map(({ on }) => on)
    .sort()
    .at(-1);
  const hindrances: Hindrance[] = [];
  if (facts.roster === null) hindrances.push('not-on-roster');
  else if (facts.roster.status !== 'active') hindrances.push('not-active');
  if (isConfirmedPerson(facts)) hindrances.push('confirmed');
  if (pendingVisits(facts).length > 0) hindrances.push('pending');
  if (deathQuestions(facts).length > 0 || diedOn(facts) !== undefined) hindrances.push('death-question');
  const away = circumstanceOf(facts);
  if (away !== undefined) hindrances.push(away);
  if (announcement === undefined) hindrances.push('not-announced');
  else if (today < announcement.candidateFrom) hindrances.push('announcement-running');
  if (last === undefined) hindrances.push('no-contact-attempt');
  if (isApproved(facts)) hindrances.push('approved-already');
  if (hindrances.length > 0 || announcement === undefined || last === undefined)
    return { candidate: null, hindrances };
  return {
    candidate: { person: facts.person, announcement, attempts: attempts.length, lastAttempt: last },
    hindrances: [],
  };
}

/** Whether a suspension was approved and no resumption decided since. */
export function isApproved(facts: PersonFacts): boolean {
  const last = facts.acts.findLast(
    (act) =>
      act.act === 'suspension-approved' || (act.act === 'resumption-decided' && act.decision === 'resume'),
  );
  return last?.act === 'suspension-approved';
}
