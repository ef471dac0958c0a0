import { z } from 'zod';
import { ErrorCodeText, LadderCounts, ReaderFinding } from '../../domain/index.ts';
import { PARTS } from './finding.ts';

/** What `kiosk doctor --json` prints; docs/doctor.md explains it. Nothing in it names a person. */
export const DoctorReport = z.object({
  version: z.literal(1),
  /** Whether every part is good; the exit code is 0 then and 1 else. */
  sound: z.boolean(),
  at: z.iso.datetime(),
  /** `device.id` of the settings; null where there are none. */
  device: z.string().nullable(),
  /** `kiosk` = a kiosk runs on this data folder and was asked; `doctor` = the devices were asked directly. */
  askedBy: z.enum(['kiosk', 'doctor']).nullable(),
  /** Milliseconds since the devices were asked. */
  ageMs: z.number().nonnegative(),
  /** Whether a visit is under way: then the kiosk asks its devices nothing, and what is told of them is older. */
  busy: z.boolean(),
  findings: z.array(
    z.object({
      part: z.enum(PARTS),
      state: z.enum(['good', 'bad']),
      /** Null for a good part. */
      code: ErrorCodeText.nullable(),
      detail: z.string(),
      /** Of the error book; null for a good part. */
      cause: z.string().nullable(),
      remedy: z.string().nullable(),
    }),
  ),
  cameras: z.array(z.object({ device: z.string(), name: z.string() })),
  ladders: z.array(LadderCounts),
  /** What each reader profile came to when the reader of the settings did not answer. */
  search: z.array(ReaderFinding).nullable(),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
