/**
 * The county's steps from an announcement to a sheet that somebody signs, as pure functions over the facts of one
 * person. The county decides; nothing here stops a payment (A49).
 */
export { type Announcement, type AnnouncementOrder, announce, announcementOf } from './announcement.ts';
export {
  ANNOUNCEMENT_DAYS,
  addDays,
  announcedDays,
  daysBetween,
  earliestCandidateDay,
  followingMonth,
  isDay,
  lastAnnouncedDay,
  lastWeekday,
  monthsSince,
  weekday,
} from './calendar.ts';
export { type CallBack, callBackOf } from './callbacks.ts';
export { type Confirmation, confirmations } from './confirmations.ts';
export { type ContactAttempt, contactLog } from './contact-log.ts';
export {
  type ComparisonHit,
  type DeathQuestion,
  deathQuestions,
  diedOn,
  type Finding,
  isAboutDeath,
  monthsToAskAbout,
  openHits,
  settleHit,
} from './deceased.ts';
export { DRAWS_A_YEAR, DrawCount, drawsOwed } from './draws-due.ts';
export { type Duplicate, duplicateOf } from './duplicates.ts';
export { type HardshipTask, hardshipTask } from './hardship.ts';
export {
  type Attempt,
  type CircumstanceKind,
  decidePending,
  raiseHit,
  recheck,
  recordAttempt,
  recordCircumstance,
  recordHardship,
} from './officer-acts.ts';
export { compare } from './order.ts';
export { byUrgency, type PendingVisit, pendingVisit } from './pending.ts';
export { type UncheckedRow, uncheckedRow } from './recheck.ts';
export { decideResumption, type ResumeDecision, type ResumeTask, resumeTask } from './resumption.ts';
export { ALL_THAT_IS_KNOWN, standingOf } from './standing.ts';
export { type Candidate, type Hindrance, type SuspensionQuestion, suspensionQuestion } from './suspension.ts';
export { type Approval, approveSheet, isPreparer, type PreparedSheet } from './suspension-approval.ts';
export { harmlessWords } from './words.ts';
