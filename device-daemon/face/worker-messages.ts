import { z } from 'zod';
import { FaceBands, InfraredPair } from '../../config/index.ts';
import { CoachHint, FaceTry } from '../../domain/index.ts';

/** What the worker is started with. */
export const WorkerStart = z.object({
  modelsFolder: z.string(),
  bands: FaceBands,
  sameTrack: z.number(),
  sameFront: z.number(),
  /** The infrared camera beside the colour camera, null when there is none. */
  infrared: InfraredPair.nullable(),
  /** Shared memory of the camera frames, one after the other, and of the card's photo. */
  frames: z.array(z.instanceof(SharedArrayBuffer)),
  card: z.instanceof(SharedArrayBuffer),
});
export type WorkerStart = z.infer<typeof WorkerStart>;

const Size = { width: z.number().int(), height: z.number().int() };

/** From the daemon to the worker; pictures are in the shared memory, RGBA. */
export const ToWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), id: z.number().int(), ...Size }),
  z.object({ kind: z.literal('begin'), attempt: z.number().int(), nowMs: z.number() }),
  z.object({
    kind: z.literal('frame'),
    camera: z.enum(['colour', 'infrared']),
    slot: z.number().int(),
    sequence: z.number().int(),
    capturedMs: z.number(),
    arrivedMs: z.number(),
    ...Size,
  }),
  /** Frames were refused: what came before and what comes after are not one film. */
  z.object({ kind: z.literal('cut'), nowMs: z.number() }),
  z.object({ kind: z.literal('end'), attempt: z.number().int(), nowMs: z.number() }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('wipe'), id: z.number().int() }),
  z.object({ kind: z.literal('check'), id: z.number().int() }),
]);
export type ToWorker = z.infer<typeof ToWorker>;

/** From the worker to the daemon. */
export const FromWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), milliseconds: z.number() }),
  z.object({ kind: z.literal('unusable'), detail: z.string() }),
  z.object({ kind: z.literal('card'), id: z.number().int(), found: z.boolean() }),
  z.object({ kind: z.literal('free'), slot: z.number().int() }),
  z.object({ kind: z.literal('hint'), hint: CoachHint, progress: z.number() }),
  z.object({
    kind: z.literal('done'),
    attempt: z.number().int(),
    result: FaceTry.shape.result,
    score: z.number(),
    code: FaceTry.shape.code,
    /** Degrees by which the picture must be turned for its face to stand upright, with E-FACE-008. */
    turn: z.number().int().optional(),
  }),
  z.object({ kind: z.literal('wiped'), id: z.number().int() }),
  /** How many arrays still hold something. */
  z.object({ kind: z.literal('checked'), id: z.number().int(), notWiped: z.number().int() }),
]);
export type FromWorker = z.infer<typeof FromWorker>;
