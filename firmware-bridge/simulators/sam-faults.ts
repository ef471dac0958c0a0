import { z } from 'zod';
import { SAM_COMMANDS } from '../card/index.ts';

/** How a simulated module misbehaves: data, so that tests, dock and field training share one list. */
export const SamFault = z.discriminatedUnion('fault', [
  /** The next `times` commands of this name answer with a status (SW3), e.g. 0x41 = unreadable card. */
  z.object({
    fault: z.literal('status'),
    command: z.enum(['status', 'samId', 'find', 'select', 'read']),
    status: z.number().int().min(0).max(255),
    times: z.number().int().min(1).max(1000).default(1),
  }),
  /** Replies wait this long, on top of the module's own time. */
  z.object({ fault: z.literal('delay'), ms: z.number().int().min(0).max(60_000) }),
  /** The next `times` replies never come. */
  z.object({ fault: z.literal('silent'), times: z.number().int().min(1).max(1000).default(1) }),
  /** The next `times` replies break off in the middle. */
  z.object({ fault: z.literal('half-frame'), times: z.number().int().min(1).max(1000).default(1) }),
  /** The next `times` replies carry a wrong checksum. */
  z.object({ fault: z.literal('wrong-xor'), times: z.number().int().min(1).max(1000).default(1) }),
  /** No fault any more. */
  z.object({ fault: z.literal('none') }),
]);
export type SamFault = z.infer<typeof SamFault>;

/** The name of a command frame's CMD PARA, or undefined when the module does not know it. */
export function commandName(command: number, parameter: number): keyof typeof SAM_COMMANDS | undefined {
  for (const known of Object.values(SAM_COMMANDS))
    if (known.command === command && known.parameter === parameter) return known.name;
  return undefined;
}
