import { z } from 'zod';

/**
 * The two scores (how much a live face is like the card's, -1..1) that part the bands: from `accept` on the live face is the card's, from `unsure` on
 * more frames are looked at and then a person decides, below it is another face.
 */
export const FaceBands = z
  .object({ accept: z.number().min(0).max(0.95), unsure: z.number().min(0).max(0.95) })
  .refine(({ accept, unsure }) => accept > unsure, {
    path: ['accept'],
    message: 'accept must be above unsure: between them a person decides',
  });
export type FaceBands = z.infer<typeof FaceBands>;
