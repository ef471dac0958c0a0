import type { Campaign } from '../../domain/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { type Announcement, announcementOf } from './announcement.ts';
import { contactLog } from './contact-log.ts';
import { deathQuestions } from './deceased.ts';
import type { CircumstanceKind } from './officer-acts.ts';
import { standingOf } from './standing.ts';

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
export function suspensionQuestion(
  facts: PersonFacts,
  campaign: Campaign,
  today: string,
): SuspensionQuestion {
  const { state, flags } = standingOf(facts, campaign);
  const announcement = announcementOf(facts, today);
  const attempts = contactLog(facts);
  const last = attempts
    .map(({ on }) => on)
    .sort()
    .at(-1);
  const hindrances: Hindrance[] = [];
  if (facts.roster === null) hindrances.push('not-on-roster');
  else if (facts.roster.status !== 'active') hindrances.push('not-active');
  if (state === 'confirmed') hindrances.push('confirmed');
  if (state === 'pending' || state === 'referred') hindrances.push('pending');
  if (state === 'deceased' || deathQuestions(facts).length > 0) hindrances.push('death-question');
  if (flags.circumstance !== null) hindrances.push(flags.circumstance);
  if (announcement === undefined) hindrances.push('not-announced');
  else if (today < announcement.candidateFrom) hindrances.push('announcement-running');
  if (last === undefined) hindrances.push('no-contact-attempt');
  if (facts.roster?.status === 'active' && flags.suspended) hindrances.push('approved-already');
  if (hindrances.length > 0 || announcement === undefined || last === undefined)
    return { candidate: null, hindrances };
  return {
    candidate: { person: facts.person, announcement, attempts: attempts.length, lastAttempt: last },
    hindrances: [],
  };
}
