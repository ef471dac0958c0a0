import { z } from 'zod';
import { SAM_BAUD_RATES } from '../../config/index.ts';

const WorkMs = z.number().int().min(0).max(10_000);

/** How the simulated module and its serial line are made; each part is optional and stays as it is when absent. */
export const SamBehaviour = z
  .object({
    /** Find answers 9F each time, or once for each card as some firmwares do. */
    find: z.enum(['repeats', 'once']),
    /** Milliseconds that card and module need for each command, the stated card time. */
    workMs: z.object({ find: WorkMs, select: WorkMs, read: WorkMs, newAddress: WorkMs }).partial(),
    /** Bits a second that the module is set to; null takes any, as a USB-CDC reader does. */
    baud: z.union([z.literal(SAM_BAUD_RATES), z.null()]),
    /** Whether bytes take the time on the serial line that the baud rate gives them. */
    paced: z.boolean(),
  })
  .partial();
export type SamBehaviour = z.infer<typeof SamBehaviour>;
