import { z } from 'zod';

/** What a child is told to do: of one target its corpus if asked, then cases `from` to `to` - 1. */
export const ChildOrder = z.object({
  target: z.string(),
  seed: z.string(),
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  corpus: z.boolean(),
});
export type ChildOrder = z.infer<typeof ChildOrder>;

/** What a child says. */
export const ChildWord = z.discriminatedUnion('say', [
  z.object({
    say: z.literal('finding'),
    target: z.string(),
    /** Name of the case (`target:number`) or of the corpus file. */
    what: z.string(),
    message: z.string(),
    inputHex: z.string(),
  }),
  z.object({ say: z.literal('done'), residentBytes: z.number() }),
]);
export type ChildWord = z.infer<typeof ChildWord>;

/** A target that goes wrong this often has had its say. */
export const ENOUGH_FINDINGS = 5;

/** Where a child is: the number of its order and the case, below 0 in the corpus. Kept in a file of 16 bytes. */
export interface Progress {
  readonly order: number;
  readonly at: number;
}

export function writeProgress({ order, at }: Progress, into: Buffer): Buffer {
  into.writeDoubleLE(order, 0);
  into.writeDoubleLE(at, 8);
  return into;
}

/** NaN in both as long as no case has begun. */
export function readProgress(bytes: Buffer): Progress {
  return { order: bytes.readDoubleLE(0), at: bytes.readDoubleLE(8) };
}

export const PROGRESS_BYTES = 16;
