import { z } from 'zod';
import { digest } from './event-fields.ts';
import { LedgerEvent } from './ledger-event.ts';

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
  prev: digest,
  data: LedgerEvent,
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
