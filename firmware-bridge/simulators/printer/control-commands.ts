import { z } from 'zod';
import { PortFault } from '../port-faults.ts';

/** How the simulated printer stands. `cutter-error` is the blade that got stuck. */
export const SimulatedState = z.enum([
  'ok',
  'paper-low',
  'paper-out',
  'cover-open',
  'offline',
  'cutter-error',
]);
export type SimulatedState = z.infer<typeof SimulatedState>;

/** Milliseconds from power on until the printer hears again. */
const BootMs = z.number().int().min(0).max(60_000).default(1500);

/** What goes wrong, and when: bytes count from the moment the fault is set. */
export const PrinterFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** The roll ends after so many bytes of a job are worked off. */
  z.object({ kind: z.literal('paper-out-after'), bytes: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('cover-open-after'), bytes: z.number().int().nonnegative() }),
  /** The blade sticks after so many bytes of a job are worked off. */
  z.object({ kind: z.literal('cutter-error-after'), bytes: z.number().int().nonnegative() }),
  /** The connection is reset, the cable of a serial line pulled and put back, after so many bytes came in. */
  z.object({ kind: z.literal('disconnect-after'), bytes: z.number().int().nonnegative() }),
  /** Switched off after so many bytes came in, and on again: see `power-cycle`. */
  z.object({ kind: z.literal('power-cycle-after'), bytes: z.number().int().nonnegative(), bootMs: BootMs }),
  /** Status questions are answered with these bytes (hex) instead. */
  z.object({
    kind: z.literal('garbage-status'),
    hex: z
      .string()
      .regex(/^([0-9a-f]{2})*$/)
      .max(2048)
      .default('ff80c3'),
  }),
  /** Takes everything and answers nothing. */
  z.object({ kind: z.literal('silent') }),
  /** Works, but never says that a job is done. */
  z.object({ kind: z.literal('no-end-of-job') }),
]);
export type PrinterFault = z.infer<typeof PrinterFault>;

/** One line on `sim/printer.sock`. */
export const PrinterCommand = z.discriminatedUnion('cmd', [
  /** -> {state} */
  z.object({ cmd: z.literal('state'), state: SimulatedState.optional() }),
  /** -> {count, state}: slips cut since the start, and how the printer stands. */
  z.object({ cmd: z.literal('slips') }),
  /** -> {n, png, bytes} in base64. `n` counts from 0; -1 is the last one. The last 20 are kept. */
  z.object({ cmd: z.literal('slip'), n: z.number().int() }),
  /** -> {fault} */
  z.object({ cmd: z.literal('fault'), fault: PrinterFault }),
  /** -> {}. One more fault of the port, at the answers to come; `failNext` answers with an error of the mechanics. */
  z.object({ cmd: z.literal('port-fault'), fault: PortFault }),
  /**
   * -> {}. Off and on again: all that is in its memory is forgotten, what is on the paper stays, and what comes
   * in meanwhile is lost. A network connection breaks; a serial line stays open.
   */
  z.object({ cmd: z.literal('power-cycle'), bootMs: BootMs }),
  /** -> {}. The slip is taken out of the mouth. A printer with an exit sensor keeps it there until then. */
  z.object({ cmd: z.literal('take') }),
]);
export type PrinterCommand = z.infer<typeof PrinterCommand>;
