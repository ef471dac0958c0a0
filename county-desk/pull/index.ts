export {
  Alarm,
  type KeptAlarm,
  openAlarms,
  raiseAlarm,
  readAlarms,
  Settlement,
  settleAlarm,
} from './alarms.ts';
export { PULL_LIMITS, type PullLimits } from './bounded-reads.ts';
export { isSilent, lastContact, noteContact, SILENT_MS } from './contact.ts';
export type { LogSource, SignedFile } from './log-source.ts';
export {
  type PullContext,
  type PullOutcome,
  pullKiosk,
  type VerifiedSink,
} from './pull-kiosk.ts';
export { type KioskReport, type PullJob, pullOnce, pullUntil } from './pull-many.ts';
export { PullTally, reportLine } from './report-line.ts';
export * from './sources/index.ts';
export { logFolders, originOf } from './stick-logs.ts';
export { LeasedTurns, type LeaseOffice, OwnTurns, type Pace, type Turns, waitAfter } from './timetable.ts';
