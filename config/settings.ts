import { z } from 'zod';

/** One operator who may do the manual check (人工查验). The PIN is kept as scrypt only. */
export const Operator = z.object({
  /** Digits, typed on the keypad. */
  id: z.string().regex(/^[0-9]{1,6}$/),
  name: z.string().min(1).max(30),
  /** `scrypt$N$r$p$saltBase64$hashBase64`. */
  pin: z.string().startsWith('scrypt$'),
});
export type Operator = z.infer<typeof Operator>;

/** Everything a technician sets on one device. Kept durably with a history of 10. */
export const Settings = z.object({
  version: z.literal(1),
  device: z.object({
    /** Origin of the kiosk's log and its name towards the county. */
    id: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,60}$/),
    station: z.string().min(1).max(40),
    /** Printed as 有疑问请打…. */
    phone: z.string().max(30),
    method: z.enum(['station', 'home-visit']),
  }),
  panel: z.object({
    /** Pixels a millimetre: 4.03 for 21.5 inch at 1920 x 1080. */
    pixelsPerMm: z.number().min(1).max(20),
    language: z.string().default('zh-CN'),
  }),
  reader: z.object({ profile: z.string(), nameMatch: z.string().default('') }),
  photoDecoder: z.enum(['specimen', 'none']),
  printer: z.object({ profile: z.string(), host: z.string(), port: z.number().int().min(1).max(65535) }),
  face: z.object({ threshold: z.number().min(0.4).max(0.9), trySeconds: z.number().min(5).max(60) }),
  patience: z.object({
    /** Seconds without a touch until the device asks 还在吗. */
    askAfter: z.number().min(5).max(600),
    /** Seconds that question stays. */
    answerWithin: z.number().min(5).max(300),
    /** How often the person may say "still here". */
    extensions: z.number().int().min(1).max(100),
    /** Seconds to put a lifted card back. */
    cardBackWithin: z.number().min(2).max(120),
    /** Seconds the success stays at least. */
    doneStays: z.number().min(1).max(120),
  }),
  operators: z.array(Operator).max(50),
});
export type Settings = z.infer<typeof Settings>;
