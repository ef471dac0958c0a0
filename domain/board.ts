import { z } from 'zod';
import { ErrorCodeText } from './error-code.ts';

/**
 * The control board of a kiosk as daemon and bridge speak of it: lights, presence sensor, door, keys, buzzer, power,
 * watchdog. docs/board-protocol.md says how these go over the wire. No service depends on a board being there.
 */

/** Lights that lead the hand: where to lay the card, where the slip comes out, where to look; and the status light. */
export const BoardLight = z.enum(['reader', 'printer', 'camera', 'status']);
export type BoardLight = z.infer<typeof BoardLight>;

export const LightMode = z.enum(['off', 'on', 'blink']);
export type LightMode = z.infer<typeof LightMode>;

/** Every light at once: a lost command then never leaves one burning for the wrong thing. */
export const BoardLights = z.record(BoardLight, LightMode);
export type BoardLights = z.infer<typeof BoardLights>;

/** Short sounds of the board's own buzzer, for a kiosk whose loudspeaker is off or broken. */
export const BuzzerPattern = z.enum(['card', 'ask', 'done', 'fault']);
export type BuzzerPattern = z.infer<typeof BuzzerPattern>;

/** The four tactile keys from left to right: 1 back, 2 repeat, 3 no, 4 yes. */
export const BoardKey = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type BoardKey = z.infer<typeof BoardKey>;

/** What the daemon asks of the board. */
export const BoardCommand = z.discriminatedUnion('command', [
  z.object({ command: z.literal('lights'), lights: BoardLights }),
  z.object({ command: z.literal('buzz'), pattern: BuzzerPattern }),
  /** Arms the watchdog: without a kick for `withinMs` the board cuts the kiosk's power for some seconds. 0 disarms. */
  z.object({ command: z.literal('watchdog'), withinMs: z.number().int().min(0).max(600_000) }),
  /** The screen has answered: the watchdog begins anew. */
  z.object({ command: z.literal('kick') }),
]);
export type BoardCommand = z.infer<typeof BoardCommand>;

/** Why the board started the kiosk the last time. */
export const ResetCause = z.enum(['unknown', 'power-on', 'watchdog', 'asked']);

/** What the board last said of itself. */
export const BoardState = z.object({
  /** `none` = the settings name no board; `lost` = it does not answer. */
  link: z.enum(['none', 'lost', 'ready']),
  /** Why it is lost; null while it is not. */
  code: ErrorCodeText.nullable(),
  /** Firmware version and protocol version, '' while not ready. */
  version: z.string().max(40),
  near: z.boolean(),
  doorOpen: z.boolean(),
  powerFailing: z.boolean(),
  /** Milliseconds within which it wants a kick; 0 = not armed. */
  watchdogMs: z.number().int().nonnegative(),
  lastReset: ResetCause,
});
export type BoardState = z.infer<typeof BoardState>;

/** What the board tells unasked. */
export const BoardEvent = z.discriminatedUnion('what', [
  z.object({ what: z.literal('link'), state: BoardState }),
  z.object({ what: z.literal('presence'), near: z.boolean() }),
  /** The board keeps door and power events for a kiosk that is off: `ageMs` milliseconds ago it happened. */
  z.object({ what: z.literal('door'), open: z.boolean(), ageMs: z.number().int().nonnegative() }),
  z.object({ what: z.literal('power'), failing: z.boolean(), ageMs: z.number().int().nonnegative() }),
  z.object({ what: z.literal('key'), key: BoardKey }),
]);
export type BoardEvent = z.infer<typeof BoardEvent>;
