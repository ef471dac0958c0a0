import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

const Milliseconds = z.number().int().min(100).max(600_000);

/** When a kiosk whose screen no longer answers is helped, and when it is reset. Every time in milliseconds. */
export const WatchdogPolicy = z
  .object({
    /** How often the screen is looked at; the board and systemd are told as often. */
    lookEveryMs: Milliseconds,
    /** A screen that proved within this time that it paints is well. */
    answerWithinMs: Milliseconds,
    /** So long after the daemon's start there need be no screen yet. */
    startWithinMs: Milliseconds,
    /** How often the browser is started anew before the device itself is reset. */
    restarts: z.number().int().min(0).max(10),
    /** What a browser that was started anew has to show its first screen. */
    restartWithinMs: Milliseconds,
    /** A screen that answered for so long is well again: its next fault is a new one. */
    wellAfterMs: Milliseconds,
    /** Without a word for so long the board cuts the kiosk's power. */
    boardWithinMs: Milliseconds,
  })
  .refine(({ lookEveryMs, boardWithinMs }) => boardWithinMs >= 3 * lookEveryMs, {
    path: ['boardWithinMs'],
    message: 'the board must bear two looks that are lost',
  });
export type WatchdogPolicy = z.infer<typeof WatchdogPolicy>;

/** Reads config/watchdog.json. Throws when it is not valid: nothing is reset by numbers that nobody chose. */
export function readWatchdogPolicy(folder = configFolder()): WatchdogPolicy {
  return WatchdogPolicy.parse(JSON.parse(readFileSync(join(folder, 'watchdog.json'), 'utf8')));
}
