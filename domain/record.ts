import { z } from 'zod';
import { CardType, IsoDay } from './card.ts';
import { ScoreBand } from './face.ts';

/** How a visit ended. Only the first two count as confirmed (domain model E0). */
export const Outcome = z.enum([
  'CONFIRMED_FACE',
  'CONFIRMED_STAFF',
  'PENDING_COUNTY',
  'REFERRED',
  'DECLINED_ALL',
  'ABANDONED',
]);
export type Outcome = z.infer<typeof Outcome>;

/** Whether an outcome counts as this year's confirmation. */
export function isConfirmed(outcome: Outcome): boolean {
  return outcome === 'CONFIRMED_FACE' || outcome === 'CONFIRMED_STAFF';
}

/** 上门服务确认 / 服务站确认 / 线上自助确认 (A28). A fixed kiosk writes `station` only. */
export const Method = z.enum(['home-visit', 'station', 'online']);
/** 人脸识别 / 人工查验 / 其他 (A29). */
export const Means = z.enum(['face', 'staff', 'other']);

/** One question of consent and what was answered (PIPL Art. 14, 29). */
export const Consent = z.object({
  to: z.literal('face'),
  given: z.boolean(),
  textVersion: z.string(),
  language: z.string(),
  at: z.string().datetime(),
});
export type Consent = z.infer<typeof Consent>;

/** A correction the person asks for; the county decides (A40). `new` is null when staff must ask for it. */
export const ProposedChange = z.object({
  field: z.enum(['phone', 'address']),
  old: z.string(),
  new: z.string().nullable(),
  /** For an address taken from the card: the printed one, or the one appended later. */
  from: z.enum(['card', 'card-appended']).optional(),
});
export type ProposedChange = z.infer<typeof ProposedChange>;

/** One stroke: x and y in 0.1 mm on the pad, t in milliseconds since the first touch. */
export const Stroke = z.array(
  z.tuple([
    z.number().int().min(0).max(10_000),
    z.number().int().min(0).max(10_000),
    z.number().int().min(0),
  ]),
);
export type Stroke = z.infer<typeof Stroke>;

/** Points of one signature at the most: a sealed record must fit a ledger entry of 65,535 bytes. */
export const SIGNATURE_MAX_POINTS = 2000;
export const SIGNATURE_MAX_STROKES = 200;

/** The strokes of one signature, in order. */
export const Strokes = z
  .array(Stroke)
  .min(1)
  .max(SIGNATURE_MAX_STROKES)
  .refine(
    (strokes) => strokes.reduce((points, stroke) => points + stroke.length, 0) <= SIGNATURE_MAX_POINTS,
    {
      message: `more than ${SIGNATURE_MAX_POINTS} points`,
    },
  );

/** 手写确认: strokes, or a pressed mark in their place. It never blocks a confirmation. */
export const Signature = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('strokes'),
    strokes: Strokes,
    /** Hex SHA-256 of the canonical JSON of what was shown when signing (A37). */
    shownSha256: z.string(),
  }),
  z.object({ kind: z.literal('mark'), shownSha256: z.string() }),
]);
export type Signature = z.infer<typeof Signature>;

/** What the face step came to; never an image, never a template. */
export const FaceEvidence = z.object({
  tries: z.number().int().min(0).max(2),
  /** How much the live face of the last try was like the card's (at most 1, 3 places), or null without one. */
  score: z.number().min(-1).max(1).nullable(),
  /** Band of that score (config/face.json), null without one. */
  band: ScoreBand.nullable(),
  threshold: z.number(),
  model: z.string(),
  liveness: z.enum(['passed', 'not-passed', 'not-run']),
  /** Why the face step was left. */
  ended: z.enum([
    'matched',
    'not-matched',
    'not-live',
    'no-face',
    'no-card-photo',
    /** Under 14: a face needs the guardian's consent (PIPL Art. 31), which no machine takes (X14). */
    'child',
    'camera',
    'device',
    'declined',
    'left',
  ]),
});
export type FaceEvidence = z.infer<typeof FaceEvidence>;

/** The manual check (人工查验). */
export const StaffCheck = z.object({
  operator: z.string(),
  judgement: z.enum(['same', 'unsure', 'different']),
  reason: z.enum([
    'old-photo',
    'face-changed',
    'camera',
    'declined-face',
    'card-unreadable',
    'roster-question',
    'other',
  ]),
  /** 我已当面核对. */
  attested: z.boolean(),
});
export type StaffCheck = z.infer<typeof StaffCheck>;

/** One visit's record, sealed to the county before it touches the disk (design: the device cannot read it). */
export const ConfirmationRecord = z.object({
  format: z.literal('youfu-record/1'),
  programme: z.literal('annual-confirmation'),
  year: z.number().int(),
  outOfWindow: z.boolean(),
  /** Random UUID of the visit. */
  visit: z.string().uuid(),
  /** Hex HMAC-SHA-256 of the ID number under the county's person key. */
  person: z.string().regex(/^[0-9a-f]{64}$/),
  idNumber: z.string(),
  name: z.string(),
  card: z.object({
    type: CardType,
    validTo: z.union([IsoDay, z.literal('long-term')]),
    expired: z.boolean(),
    readHow: z.string(),
    nameDiffersFromRoster: z.boolean(),
  }),
  roster: z
    .object({ version: z.number().int(), township: z.string(), village: z.string(), benefitType: z.string() })
    .nullable(),
  outcome: Outcome,
  /** Why a PENDING_COUNTY or REFERRED is one, e.g. `not-on-roster`, `alive-claim`, `staff-unsure`. */
  outcomeReason: z.string().nullable(),
  method: Method,
  means: Means,
  face: FaceEvidence,
  consents: z.array(Consent),
  /** What the person said of phone and address; null where the visit did not get that far. */
  contactRight: z.boolean().nullable(),
  changes: z.array(ProposedChange),
  signature: Signature.nullable(),
  staff: StaffCheck.nullable(),
  device: z.string(),
  station: z.string(),
  boot: z.string().uuid(),
  startedAt: z.string().datetime(),
  committedAt: z.string().datetime(),
  /** Milliseconds of the monotonic clock since boot of the daemon. */
  monotonicMs: z.number().int(),
  clock: z.enum(['good', 'suspect']),
  software: z.string(),
  /** Hex SHA-256 of the catalogue of texts that the device showed: which words were consented to and signed. */
  textsSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ConfirmationRecord = z.infer<typeof ConfirmationRecord>;
