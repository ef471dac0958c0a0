import { z } from 'zod';
import { OtherCardKind } from '../card.ts';
import { CoachHint } from '../face.ts';

/**
 * What the person is told of the slip. The promise "printed" is made only when the printer said so; `not-taken` came
 * out and still lies in the mouth of the printer; of `unsure` nobody knows, so people are asked to look.
 */
export const SlipState = z.enum(['printing', 'printed', 'not-taken', 'not-printed', 'unsure', 'none']);
export type SlipState = z.infer<typeof SlipState>;

const None = z.object({});

/**
 * Every screen with what it shows. The daemon pushes one of these; the UI decides nothing.
 * Names are masked here already, except where the person must check their own data.
 */
export const Screen = z.discriminatedUnion('screen', [
  z.object({
    screen: z.literal('idle'),
    props: z.object({ station: z.string(), paper: z.enum(['ok', 'low', 'out']) }),
  }),
  z.object({ screen: z.literal('reading'), props: None }),
  /** X1. `tries` counts the reads of this visit. */
  z.object({ screen: z.literal('unreadable'), props: z.object({ tries: z.number().int() }) }),
  /** X2: something that is no ID card. */
  z.object({ screen: z.literal('other-card'), props: z.object({ kind: OtherCardKind }) }),
  z.object({
    screen: z.literal('greeting'),
    props: z.object({ maskedName: z.string(), year: z.number().int(), cardExpired: z.boolean() }),
  }),
  /** X5. */
  z.object({ screen: z.literal('not-on-roster'), props: z.object({ maskedName: z.string() }) }),
  /** X7. */
  z.object({
    screen: z.literal('already-confirmed'),
    props: z.object({ maskedName: z.string(), year: z.number().int(), day: z.string(), slip: SlipState }),
  }),
  z.object({ screen: z.literal('face-consent'), props: z.object({ textVersion: z.string() }) }),
  z.object({
    screen: z.literal('face'),
    props: z.object({
      attempt: z.number().int().min(1).max(2),
      hint: CoachHint,
      progress: z.number().min(0).max(1),
    }),
  }),
  /** Neutral for the person; the operator signs in here. `wrong` after a wrong PIN, `locked` while locked out. */
  z.object({
    screen: z.literal('staff-call'),
    props: z.object({
      state: z.enum(['ask', 'wrong', 'locked']),
      lockedSeconds: z.number().int(),
      /** Counts the log-ins tried: a new number empties what was typed. */
      logins: z.number().int(),
    }),
  }),
  z.object({
    screen: z.literal('staff-compare'),
    props: z.object({
      maskedName: z.string(),
      maskedIdNumber: z.string(),
      /** PNG as data URL, or null when the card's photo could not be decoded. */
      cardPhoto: z.string().nullable(),
      /** False when the person declined the camera: staff look at the person directly. */
      liveView: z.boolean(),
      operator: z.string(),
    }),
  }),
  z.object({
    screen: z.literal('staff-attest'),
    props: z.object({
      maskedName: z.string(),
      judgement: z.enum(['same', 'unsure', 'different']),
      operator: z.string(),
    }),
  }),
  z.object({
    screen: z.literal('contact'),
    props: z.object({
      name: z.string(),
      maskedIdNumber: z.string(),
      phone: z.string(),
      address: z.string(),
      changedPhone: z.boolean(),
      changedAddress: z.boolean(),
    }),
  }),
  z.object({
    screen: z.literal('contact-choose'),
    props: z.object({ phone: z.string(), address: z.string() }),
  }),
  z.object({ screen: z.literal('change-phone'), props: z.object({ old: z.string() }) }),
  z.object({
    screen: z.literal('change-address'),
    props: z.object({
      old: z.string(),
      /** The card's newest address, and whether it was appended to the card later. */
      cardAddress: z.object({ text: z.string(), appended: z.boolean() }).nullable(),
    }),
  }),
  z.object({
    screen: z.literal('sign'),
    props: z.object({
      maskedName: z.string(),
      year: z.number().int(),
      phone: z.string(),
      address: z.string(),
    }),
  }),
  z.object({ screen: z.literal('saving'), props: None }),
  z.object({
    screen: z.literal('done'),
    props: z.object({
      maskedName: z.string(),
      year: z.number().int(),
      slip: SlipState,
      /** Printed on the slip and shown large when there is no paper (X12). */
      number: z.string(),
      cardExpired: z.boolean(),
      cardOnReader: z.boolean(),
    }),
  }),
  /** A visit that the county or staff will go on with: PENDING_COUNTY, REFERRED. Never a reason that hurts. */
  z.object({ screen: z.literal('noted'), props: z.object({ slip: SlipState, number: z.string() }) }),
  /** X22. */
  z.object({ screen: z.literal('declined'), props: None }),
  z.object({ screen: z.literal('take-card'), props: None }),
  z.object({ screen: z.literal('card-away'), props: None }),
  z.object({ screen: z.literal('still-there'), props: None }),
  /** X28 and every inner fault during a visit: 请稍等, 工作人员马上来. */
  z.object({
    screen: z.literal('wait-for-staff'),
    /** `mayGoOn` when nothing is wrong: somebody was called, and `back` leads to where the person was. */
    props: z.object({ code: z.string(), mayGoOn: z.boolean() }),
  }),
  /** The mains power is gone. `visit` when somebody's visit waits for it to come back. */
  z.object({ screen: z.literal('power-out'), props: z.object({ visit: z.boolean() }) }),
  z.object({ screen: z.literal('out-of-service'), props: z.object({ code: z.string() }) }),
]);
export type Screen = z.infer<typeof Screen>;
export type ScreenName = Screen['screen'];
