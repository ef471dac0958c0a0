import { z } from 'zod';

export const CHAINS = ['own', 'face-api', 'human'] as const;
export type ChainName = (typeof CHAINS)[number];

/** What a process of one chain is asked: files to describe for the time, and pairs for the accuracy. */
export const ChainTask = z.object({
  chain: z.enum(CHAINS),
  /** JPEG files, each described `rounds` times. */
  pictures: z.array(z.string()).min(1),
  rounds: z.number().int().positive(),
  /** One person each: a live picture, and the photograph that a card's photo is made of. */
  people: z.array(z.object({ name: z.string(), live: z.string(), card: z.string() })),
});
export type ChainTask = z.infer<typeof ChainTask>;

/** What it came to. Times in milliseconds. */
export const ChainMeasured = z.object({
  loadMs: z.number(),
  /** Load, and the first face from its file. */
  firstFaceMs: z.number(),
  rssMb: z.number(),
  /** Of each description: by step; the whole is their sum. */
  frames: z.array(z.record(z.string(), z.number())),
  /** As `frames`, of one of the few best frames. */
  best: z.array(z.record(z.string(), z.number())),
  missed: z.number().int(),
  accuracy: z
    .object({
      genuine: z.number(),
      impostors: z.number(),
      missed: z.number(),
      tar2: z.number(),
      tar3: z.number(),
    })
    .nullable(),
});
export type ChainMeasured = z.infer<typeof ChainMeasured>;
