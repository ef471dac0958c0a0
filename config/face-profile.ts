import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FaceBands } from './face-bands.ts';
import { configFolder } from './places.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One model file as a published package holds it, whole or in byte ranges. */
const SourceFile = z.object({
  path: z.string().startsWith('package/'),
  sha256: Sha256,
  parts: z
    .array(
      z.object({
        name: z.string().regex(/^[\w.-]+$/),
        from: z.number().int().min(0).optional(),
        to: z.number().int().min(1).optional(),
        sha256: Sha256.optional(),
      }),
    )
    .min(1),
});

/** A published package that model files are taken from. */
export const ModelSource = z.object({
  package: z.string(),
  version: z.string().regex(/^[\w.-]+$/),
  licence: z.string(),
  files: z.array(SourceFile).min(1),
});
export type ModelSource = z.infer<typeof ModelSource>;

/** A figure that a band rests on: what was measured, on whom, and how to measure it again. */
const Measured = z.object({
  /** What `value` is, such as `accept`. */
  what: z.string().min(1),
  data: z.string().min(1),
  population: z.string().min(1),
  falseMatchRate: z.number().gt(0).lt(1),
  /** The score that this share of wrong pairs reached. */
  value: z.number().min(-1).max(1),
  command: z.string().min(1),
});

/** The scores that decide, and the measurements behind them. */
export const ProfileBands = FaceBands.safeExtend({
  /** Cosine from which two frames of one track count as the same face. */
  sameTrack: z.number().min(0).max(0.9),
  /** Cosine to the others from which a frontal frame is taken into the mean that is compared: same camera, same minute. */
  sameFront: z.number().min(0).max(0.95),
  restsOn: z.array(Measured).min(1),
});

/** Which face models are used, where they come from, and the scores that decide. */
export const FaceProfile = z.object({
  /** Name and version of the embedding as it stands in every record. */
  model: z.string(),
  bands: ProfileBands,
  sources: z.array(ModelSource).min(1),
});
export type FaceProfile = z.infer<typeof FaceProfile>;

/** Reads config/face.json. Throws when it's malformed: nothing is decided with numbers nobody chose. */
export function readFaceProfile(folder = configFolder()): FaceProfile {
  return FaceProfile.parse(JSON.parse(readFileSync(join(folder, 'face.json'), 'utf8')));
}
