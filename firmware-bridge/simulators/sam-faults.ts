import { z } from 'zod';
import { SAM_COMMANDS } from '../card/index.ts';
import { PortFault } from './port-faults.ts';

/** How a simulated module refuses: the next `times` commands of this name answer with a status, e.g. 0x41. */
export const SamFault = z.object({
  fault: z.literal('status'),
  command: z.enum(['reset', 'status', 'samId', 'find', 'select', 'read', 'newAddress']),
  /** SW3. */
  status: z.number().int().min(0).max(255),
  times: z.number().int().min(1).max(1000).default(1),
});
export type SamFault = z.infer<typeof SamFault>;

/** What may be set on a simulated reader: faults of its module and of the ports it is reached by; `none` ends all. */
export const ReaderFault = z.discriminatedUnion('fault', [SamFault, ...PortFault.options]);
export type ReaderFault = z.infer<typeof ReaderFault>;

/** The name of a command frame's CMD PARA, or undefined when the module does not know it. */
export function commandName(command: number, parameter: number): keyof typeof SAM_COMMANDS | undefined {
  for (const known of Object.values(SAM_COMMANDS))
    if (known.command === command && known.parameter === parameter) return known.name;
  return undefined;
}
