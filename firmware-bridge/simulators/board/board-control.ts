import { z } from 'zod';
import { BoardKey, BoardLights, BuzzerPattern } from '../../../domain/index.ts';
import { PortFault } from '../port-faults.ts';

/** One line on `sim/board.sock`; each is answered with `BoardSimulatorState`. */
export const BoardControl = z.discriminatedUnion('cmd', [
  z.object({ cmd: z.literal('state') }),
  z.object({ cmd: z.literal('near'), near: z.boolean() }),
  z.object({ cmd: z.literal('door'), open: z.boolean() }),
  z.object({ cmd: z.literal('power'), failing: z.boolean() }),
  /** Pressed and let go. */
  z.object({ cmd: z.literal('key'), key: BoardKey }),
  /** A frozen board hears and says nothing; its watchdog stands still with it. */
  z.object({ cmd: z.literal('freeze'), frozen: z.boolean() }),
  /** The board's own processor starts anew; the sensors stand as they stood. */
  z.object({ cmd: z.literal('reset') }),
  /** The cable. */
  z.object({ cmd: z.literal('line'), state: z.enum(['gone', 'back']) }),
  /** These bytes come over the line in between. */
  z.object({ cmd: z.literal('noise'), hex: z.string().regex(/^([0-9a-f]{2}){0,4096}$/i) }),
  z.object({ cmd: z.literal('fault'), fault: PortFault }),
]);
export type BoardControl = z.infer<typeof BoardControl>;

export const BoardSimulatorState = z.object({
  line: z.enum(['gone', 'back']),
  frozen: z.boolean(),
  hostAlive: z.boolean(),
  near: z.boolean(),
  doorOpen: z.boolean(),
  powerFailing: z.boolean(),
  lights: BoardLights,
  /** The last ones, the latest at the end. */
  buzzes: z.array(BuzzerPattern).readonly(),
  kicks: z.number().int(),
  watchdogMs: z.number().int(),
  kioskHasPower: z.boolean(),
  powerCuts: z.number().int(),
  eventsWaiting: z.number().int(),
  /** Starts of the board. */
  boots: z.number().int(),
});
export type BoardSimulatorState = z.infer<typeof BoardSimulatorState>;
