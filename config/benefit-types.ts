import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

/** One kind of beneficiary that the annual confirmation covers (A13). */
export const BenefitType = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** As the register and the receipt name it, zh-CN. */
  label: z.string().min(1).max(30),
});
export type BenefitType = z.infer<typeof BenefitType>;

/** Loads config/benefit-types.json; throws when it is missing or wrong. */
export function benefitTypes(folder: string = configFolder()): readonly BenefitType[] {
  return z
    .array(BenefitType)
    .min(1)
    .parse(JSON.parse(readFileSync(join(folder, 'benefit-types.json'), 'utf8')));
}
