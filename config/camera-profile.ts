import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

function isExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** An infrared camera beside the colour camera, and when its pictures count for the face of the colour camera. */
export const InfraredPair = z.strictObject({
  /** Regular expression that the browser's name of the infrared camera matches; the colour camera's must not. */
  label: z.string().min(1).max(200).refine(isExpression, 'not a regular expression'),
  /**
   * Where a place of the colour picture lies in the infrared picture, both as shares 0..1 of width and height:
   * x' = a x + b y + c, y' = d x + e y + f. Right for a face at arm's length.
   */
  map: z.strictObject({
    a: z.number(),
    b: z.number(),
    c: z.number(),
    d: z.number(),
    e: z.number(),
    f: z.number(),
  }),
  /** How far the face may lie beside that place, in widths of the face: other distances than arm's length. */
  beside: z.number().min(0.1).max(1.5),
  /** Infrared pictures that must show the face while one face is followed. */
  pictures: z.number().int().min(3).max(50),
  /** Share of the infrared pictures of that time that must show it. */
  share: z.number().min(0.5).max(1),
});
export type InfraredPair = z.infer<typeof InfraredPair>;

/** Which cameras a device has: data, since only the maker knows how a pair is lined up. */
export const CameraProfile = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** What the technician should know. */
  about: z.string().max(400).default(''),
  tried: z.enum(['simulator', 'hardware', 'untried']).default('untried'),
  infrared: InfraredPair.nullable(),
});
export type CameraProfile = z.infer<typeof CameraProfile>;

/** The profile `cameras/<name>.json` of the configuration folder; E-FACE-015 when it is absent or not a profile. */
export function loadCameraProfile(name: string, folder: string = configFolder()): Result<CameraProfile> {
  if (!/^[a-z0-9-]{1,40}$/.test(name)) return fail('E-FACE-015', 'not a profile name');
  try {
    const parsed = CameraProfile.safeParse(
      JSON.parse(readFileSync(join(folder, 'cameras', `${name}.json`), 'utf8')),
    );
    return parsed.success ? ok(parsed.data) : fail('E-FACE-015', `${name}: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return fail('E-FACE-015', `${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
