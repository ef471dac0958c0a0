import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
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

/** Which face models are used, where they come from, and the scores that decide. */
export const FaceProfile = z.object({
  /** Name and version of the embedding as it stands in every record. */
  model: z.string(),
  thresholds: z.object({
    /** Cosine from which card photo and live face count as the same person. */
    match: z.number().min(0.2).max(0.9),
    /** Cosine from which two frames of one track count as the same face. */
    sameTrack: z.number().min(0).max(0.9),
    restsOn: z.string(),
  }),
  sources: z.array(ModelSource).min(1),
});
export type FaceProfile = z.infer<typeof FaceProfile>;

/** Reads config/face.json. Throws when it's malformed: nothing is decided with numbers nobody chose. */
export function readFaceProfile(folder = configFolder()): FaceProfile {
  return FaceProfile.parse(JSON.parse(readFileSync(join(folder, 'face.json'), 'utf8')));
}
