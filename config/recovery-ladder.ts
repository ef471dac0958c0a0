import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RecoveryClass } from './error-book.ts';
import { configFolder } from './places.ts';

/** Milliseconds; never long enough for a device to be forgotten. */
const WaitMs = z.number().int().min(0).max(600_000);
/** Waits before the next try, one for each time that this step is taken. */
const Tries = z.object({ waitsMs: z.array(WaitMs).max(20) });

/** The steps for one device, in the order in which they are taken. */
export const DeviceLadder = z.object({
  retry: Tries,
  /** What still lies in the line is thrown away first. */
  flush: Tries,
  /** The device file or the PC/SC service is let go and opened anew. */
  reopen: Tries,
  /** A new bridge process: at most `times` in any `withinMs`; `waitMs` until a bridge that was left alive tries on. */
  respawn: z.object({
    times: z.number().int().min(0).max(10),
    withinMs: z.number().int().min(60_000).max(86_400_000),
    waitMs: WaitMs.min(1000),
  }),
  /** Nothing helped. The device is still tried every `waitMs`: it comes back without a technician. */
  outOfService: z.object({ waitMs: WaitMs.min(1000) }),
});
export type DeviceLadder = z.infer<typeof DeviceLadder>;

export const RecoveryLadderData = z.object({
  about: z.string(),
  /** Recovery classes of the error book that climb. A person or staff mend the others: a device is not to blame. */
  climbs: z.array(RecoveryClass).min(1),
  /** A device that has been well for so long begins at the first step again. */
  wellAfterMs: z.number().int().min(1000).max(3_600_000),
  devices: z.object({ reader: DeviceLadder, printer: DeviceLadder, board: DeviceLadder }),
  /** Waits before a bridge that died is started again, the last one repeats; anew after a life of `wellAfterMs`. */
  bridge: z.object({
    waitsMs: z
      .array(WaitMs)
      .min(1)
      .max(20)
      .refine((waits) => (waits.at(-1) ?? 0) >= 5000, 'the last wait repeats: at least 5 s'),
    wellAfterMs: z.number().int().min(1000).max(3_600_000),
  }),
});
export type RecoveryLadderData = z.infer<typeof RecoveryLadderData>;
export type LadderDevice = keyof RecoveryLadderData['devices'];

/** The ladder of the configuration folder. Throws on a file that is none: it belongs to the software. */
export function readRecoveryLadder(folder: string = configFolder()): RecoveryLadderData {
  return RecoveryLadderData.parse(JSON.parse(readFileSync(join(folder, 'recovery-ladder.json'), 'utf8')));
}
