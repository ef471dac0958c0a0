import { z } from 'zod';
import { CameraRotation, CoachHint } from '../../domain/index.ts';

/** From the page to the eye, the worker that looks at the camera's pictures. */
export const ToEye = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('picture'),
    picture: z.instanceof(VideoFrame),
    rotation: CameraRotation,
    /** When it was presented, milliseconds of the page's clock. */
    atMs: z.number(),
    /** Memory for the daemon's frame, given back and forth; null when the daemon needs none of this picture. */
    bytes: z.instanceof(ArrayBuffer).nullable(),
  }),
  /** Overwrites what is held of a face, and answers `forgotten`. */
  z.object({ kind: z.literal('forget') }),
]);
export type ToEye = z.infer<typeof ToEye>;

/** From the eye to the page. */
export const FromEye = z.discriminatedUnion('kind', [
  /** The upright RGBA pixels for the daemon, after room for a frame's head. */
  z.object({
    kind: z.literal('frame'),
    bytes: z.instanceof(ArrayBuffer),
    width: z.number().int(),
    height: z.number().int(),
    atMs: z.number(),
  }),
  /** What the picture shows; without the networks only that it was drawn. */
  z.object({
    kind: z.literal('seen'),
    atMs: z.number(),
    guided: z.boolean(),
    inOutline: z.boolean(),
    yaw: z.number(),
    hint: CoachHint.nullable(),
  }),
  z.object({ kind: z.literal('blind'), reason: z.string() }),
  z.object({ kind: z.literal('forgotten') }),
]);
export type FromEye = z.infer<typeof FromEye>;
