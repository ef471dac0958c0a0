import { z } from 'zod';

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

/** What goes wrong, and when: bytes count from the moment the fault is set. */
export const PrinterFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** The roll ends after so many bytes of a job are worked off. */
  z.object({ kind: z.literal('paper-out-after'), bytes: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('cover-open-after'), bytes: z.number().int().nonnegative() }),
  /** The connection is reset after so many bytes came in. */
  z.object({ kind: z.literal('disconnect-after'), bytes: z.number().int().nonnegative() }),
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
]);
export type PrinterCommand = z.infer<typeof PrinterCommand>;
