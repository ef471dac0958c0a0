import { z } from 'zod';
import { isValidIdNumber } from './id-number.ts';

/** Header of the county's CSV, in this order. */
export const ROSTER_CSV_HEADER = 'id_number,name,phone,address,township,village,benefit_type,status';

/**
 * How the county's register holds the person. `deceased` and `suspended` are never shown to the person:
 * the first leads to a neutral staff path (X13), the second confirms as usual (X30).
 */
export const RosterStatus = z.enum(['active', 'suspended', 'deceased']);

/** One beneficiary (优抚对象) as the county packs it. Personal: sealed at rest on the device. */
export const RosterRow = z.object({
  idNumber: z.string().refine(isValidIdNumber, 'not an 18-character citizen number (GB 11643)'),
  name: z.string().min(1).max(60),
  /** Empty when the county has none. */
  phone: z.string().regex(/^(\d[\d-]{5,18}\d)?$/),
  address: z.string().max(200),
  township: z.string().min(1).max(60),
  village: z.string().max(60),
  /** A key of config/benefit-types.json. */
  benefitType: z.string().min(1).max(40),
  status: RosterStatus,
});
export type RosterRow = z.infer<typeof RosterRow>;

/** The clear, signed head of a packed roster: who issued what for which device (A55). */
export const RosterHead = z.object({
  format: z.literal('youfu-roster/1'),
  county: z.string().min(1).max(80),
  device: z.string().min(1).max(80),
  /** Grows with every pack; a device refuses one that is not greater than its own. */
  version: z.number().int().positive(),
  issuedAt: z.string().datetime(),
  rows: z.number().int().nonnegative(),
  /** Hex SHA-256 of the sealed body. */
  bodySha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type RosterHead = z.infer<typeof RosterHead>;
