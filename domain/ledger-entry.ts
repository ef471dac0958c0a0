import { z } from 'zod';
import { ErrorCodeText } from './error-code.ts';
import { Means, Method, Outcome } from './record.ts';

/** Hex SHA-256. */
const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What may be written to the ledger: nothing that is personal outside `sealed`.
 * An event that is not in this union cannot be logged.
 */
export const LedgerEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('visit-outcome'),
    visit: z.string().uuid(),
    year: z.number().int(),
    /** Keyed digest of the ID number; absent when no card was read. */
    person: Sha256Hex.nullable(),
    outcome: Outcome,
    method: Method,
    means: Means,
    /** Base64 of the age file that holds the ConfirmationRecord; null for visits without one. */
    sealed: z.string().nullable(),
  }),
  z.object({ event: z.literal('visit-abandoned'), visit: z.string().uuid(), step: z.string().max(40) }),
  z.object({
    event: z.literal('receipt-printed'),
    visit: z.string().uuid(),
    index: z.number().int(),
    copy: z.number().int(),
  }),
  z.object({
    event: z.literal('receipt-not-printed'),
    visit: z.string().uuid(),
    index: z.number().int(),
    copy: z.number().int(),
    code: ErrorCodeText,
  }),
  /** The slip was sent and nobody knows whether it came out: it is never sent again by itself. */
  z.object({
    event: z.literal('receipt-unsure'),
    visit: z.string().uuid(),
    index: z.number().int(),
    copy: z.number().int(),
    code: ErrorCodeText,
  }),
  z.object({
    event: z.literal('repeat-visit'),
    visit: z.string().uuid(),
    person: Sha256Hex,
  }),
  z.object({ event: z.literal('staff-login'), operator: z.string(), accepted: z.boolean() }),
  z.object({
    event: z.literal('callback-wanted'),
    visit: z.string().uuid().nullable(),
    person: Sha256Hex.nullable(),
  }),
  z.object({ event: z.literal('roster-imported'), version: z.number().int(), rows: z.number().int() }),
  z.object({ event: z.literal('roster-rejected'), code: ErrorCodeText }),
  z.object({ event: z.literal('settings-changed'), keys: z.array(z.string()) }),
  z.object({ event: z.literal('device-started'), software: z.string(), recovered: z.number().int() }),
  z.object({ event: z.literal('device-stopped') }),
  z.object({
    event: z.literal('device-health'),
    part: z.enum(['bridge', 'reader', 'sam', 'decoder', 'printer', 'paper', 'board', 'screen']),
    code: ErrorCodeText,
    state: z.enum(['bad', 'good']),
  }),
  /** The cabinet was opened or closed, `ageMs` milliseconds before the entry: the board keeps it for a kiosk that is off. */
  z.object({ event: z.literal('door'), open: z.boolean(), ageMs: z.number().int().nonnegative() }),
  /** The mains power is gone or back, likewise. */
  z.object({ event: z.literal('power'), failing: z.boolean(), ageMs: z.number().int().nonnegative() }),
  /** The control board answers, or does not any more: what it would tell is not told meanwhile. */
  z.object({
    event: z.literal('board'),
    link: z.enum(['lost', 'ready']),
    code: ErrorCodeText.nullable(),
  }),
  z.object({ event: z.literal('clock-suspect'), wall: z.string(), last: z.string() }),
]);
export type LedgerEvent = z.infer<typeof LedgerEvent>;

/** One leaf of the kiosk's log: canonical JSON (RFC 8785), at most 65,535 bytes. */
export const LedgerEntry = z.object({
  v: z.literal(1),
  /** Equal to the leaf index. */
  seq: z.number().int().nonnegative(),
  boot: z.string().uuid(),
  /** Milliseconds of the monotonic clock since the daemon started. */
  mono: z.number().int().nonnegative(),
  wall: z.string().datetime(),
  clock: z.enum(['good', 'suspect']),
  /** Hex leaf hash of the entry before; 64 zeros for the first. */
  prev: Sha256Hex,
  data: LedgerEvent,
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
