// Generated from config/events/*.json by `npm run pages`: what is not in the book cannot be logged.
import { z } from 'zod';
import * as field from './event-fields.ts';

/** What may be written to the kiosk's log: nothing that is personal outside `sealed`. */
export const LedgerEvent = z.discriminatedUnion('event', [
  /** Another roster is in use. */
  z.object({
    event: z.literal('roster-imported'),
    /** Version of the roster. */
    version: z.number().int().min(0).max(4294967295),
    /** Rows in it. */
    rows: z.number().int().min(0).max(10000000),
  }),
  /** A roster was offered and not taken. */
  z.object({
    event: z.literal('roster-rejected'),
    /** Why. */
    code: field.code,
  }),
  /** A signed order of the county is in force. */
  z.object({
    event: z.literal('order-taken'),
    /** What is ordered. */
    kind: z.enum(['recipients', 'revoked', 'retention']),
    /** SHA-256 of the order's file. */
    sha256: field.digest,
  }),
  /** Records are sealed to other recipients from now on. */
  z.object({
    event: z.literal('recipients-changed'),
    /** SHA-256 of the order's file. */
    order: field.digest,
  }),
  /** The county has verified the log up to a size and said so with its signature. */
  z.object({
    event: z.literal('cosigned'),
    /** Entries under the cosigned checkpoint. */
    size: field.index,
    /** When the county cosigned, by its clock. */
    time: field.instant,
  }),
  /** The kiosk's program started. */
  z.object({
    event: z.literal('device-started'),
    /** Version of the program. */
    software: field.version,
    /** Unfinished frames of the journal that were cut. */
    recovered: z.number().int().min(0).max(1),
  }),
  /** The kiosk's program ended because it was told to. A start without a stop before it tells of a cut. */
  z.object({
    event: z.literal('device-stopped'),
  }),
  /** A part turned bad, or good again. */
  z.object({
    event: z.literal('device-health'),
    /** Which part. */
    part: z.enum(['bridge', 'reader', 'sam', 'decoder', 'printer', 'paper', 'board', 'screen']),
    /** What is or was wrong. */
    code: field.code,
    /** How it is now. */
    state: z.enum(['bad', 'good']),
  }),
  /** The cabinet was opened or closed. */
  z.object({
    event: z.literal('door'),
    /** Whether it was opened. */
    open: field.bool,
    /** Milliseconds before this entry at which it happened. */
    ageMs: field.age,
  }),
  /** The mains power went, or came back. */
  z.object({
    event: z.literal('power'),
    /** Whether the power is gone. */
    failing: field.bool,
    /** Milliseconds before this entry at which it happened. */
    ageMs: field.age,
  }),
  /** The control board answers, or does not any more: what it would tell is not told meanwhile. */
  z.object({
    event: z.literal('board'),
    /** How it is now. */
    link: z.enum(['lost', 'ready']),
    /** Why, where it is known. */
    code: field.code.nullable(),
  }),
  /** The wall clock stands before the last entry of the log. */
  z.object({
    event: z.literal('clock-suspect'),
    /** What the wall clock says. */
    wall: field.instant,
    /** What it said at the last entry. */
    last: field.instant,
  }),
  /** The wall clock was set forward or back while the kiosk ran. */
  z.object({
    event: z.literal('clock-step'),
    /** Which way. */
    way: z.enum(['forward', 'back']),
    /** How far, rounded. */
    seconds: z.number().int().min(1).max(4294967295),
  }),
  /** The kiosk started with other settings than the time before. */
  z.object({
    event: z.literal('settings-changed'),
    /** Names of what differs; none when the former ones are not known. */
    keys: field.settings,
    /** SHA-256 of the settings in force, as canonical JSON. */
    sha256: field.digest,
  }),
  /** Entries that the county holds and that are past their retention are taken off the disk. */
  z.object({
    event: z.literal('pruned'),
    /** The first index that stays; a multiple of 256. */
    below: field.index,
  }),
  /** The slip of a visit came out of the printer. */
  z.object({
    event: z.literal('receipt-printed'),
    /** The visit. */
    visit: field.uuid,
    /** Entry that the slip proves. */
    index: field.index,
    /** 0 for the first slip, else number of the reprint. */
    copy: z.number().int().min(0).max(9999),
  }),
  /** The slip did not come out. */
  z.object({
    event: z.literal('receipt-not-printed'),
    /** The visit. */
    visit: field.uuid,
    /** Entry that the slip would prove. */
    index: field.index,
    /** 0 for the first slip, else number of the reprint. */
    copy: z.number().int().min(0).max(9999),
    /** Why. */
    code: field.code,
  }),
  /** The slip was sent and nobody knows whether it came out; it is never sent again by itself. */
  z.object({
    event: z.literal('receipt-unsure'),
    /** The visit. */
    visit: field.uuid,
    /** Entry that the slip proves. */
    index: field.index,
    /** 0 for the first slip, else number of the reprint. */
    copy: z.number().int().min(0).max(9999),
    /** Why. */
    code: field.code,
  }),
  /** An operator signed in on the screen, or tried to. */
  z.object({
    event: z.literal('staff-login'),
    /** Number of the operator, `unknown` when there is none of that number. */
    operator: field.operator,
    /** Whether the PIN was right. */
    accepted: field.bool,
  }),
  /** An operator compared the person with the card (人工查验). */
  z.object({
    event: z.literal('staff-judged'),
    /** The visit. */
    visit: field.uuid,
    /** Number of the operator. */
    operator: field.operator,
    /** What the operator saw. */
    judgement: field.judgement,
    /** Why the manual check was made. */
    reason: field.staffReason,
  }),
  /** How a visit ended. Two of the outcomes count as this year's confirmation. */
  z.object({
    event: z.literal('visit-outcome'),
    /** The visit. */
    visit: field.uuid,
    /** Year of the confirmation. */
    year: field.year,
    /** Keyed digest of the ID number under the county's person key; null when no card was read. */
    person: field.digest.nullable(),
    /** How it ended. */
    outcome: field.outcome,
    /** Where the person confirmed (A28). */
    method: field.method,
    /** How the person was known (A29). */
    means: field.means,
    /** The ConfirmationRecord, readable by the county alone; null for a visit without one. */
    sealed: field.sealed.nullable(),
  }),
  /** A visit ended without an outcome. */
  z.object({
    event: z.literal('visit-abandoned'),
    /** The visit. */
    visit: field.uuid,
    /** How far it had come. */
    step: z.enum(['card', 'greeting', 'face', 'staff', 'sign', 'commit']),
  }),
  /** Someone came again who is confirmed for the year (X7). */
  z.object({
    event: z.literal('repeat-visit'),
    /** The visit. */
    visit: field.uuid,
    /** Keyed digest of the ID number. */
    person: field.digest,
  }),
  /** A question of consent was answered (PIPL Art. 29). */
  z.object({
    event: z.literal('consent'),
    /** The visit. */
    visit: field.uuid,
    /** What was asked for. */
    to: z.enum(['face']),
    /** Whether consent was given. */
    given: field.bool,
    /** Version of the words that were shown. */
    textVersion: field.version,
  }),
  /** Someone wants a person to come or call (X23). */
  z.object({
    event: z.literal('callback-wanted'),
    /** The visit; null without one. */
    visit: field.uuid.nullable(),
    /** Keyed digest of the ID number; null when no card was read. */
    person: field.digest.nullable(),
  }),
  /** A sealed file that belongs to a visit lies in the log's folder. */
  z.object({
    event: z.literal('blob-stored'),
    /** SHA-256 of the sealed bytes, which is the file's name. */
    sha256: field.digest,
    /** Length of the sealed bytes. */
    bytes: z.number().int().min(1).max(16777216),
    /** What it is. */
    kind: z.enum(['signature-page', 'paper']),
    /** The visit. */
    visit: field.uuid,
  }),
]);
export type LedgerEvent = z.infer<typeof LedgerEvent>;

/** Events whose checkpoint is signed at once rather than after 20 entries or 10 minutes. */
export const SIGNED_AT_ONCE: ReadonlySet<LedgerEvent['event']> = new Set([
  'roster-imported',
  'roster-rejected',
  'order-taken',
  'recipients-changed',
  'device-started',
  'device-health',
  'door',
  'power',
  'board',
  'clock-suspect',
  'clock-step',
  'settings-changed',
  'pruned',
  'staff-login',
  'staff-judged',
  'visit-outcome',
]);
