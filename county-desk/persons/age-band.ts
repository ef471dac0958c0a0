import { ageOn } from '../../domain/index.ts';

/** The bands of the home-visit quotas (A30), the oldest first. */
export const AGE_BANDS = ['80+', '70-79', '<70'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** The band of somebody born on `born` on the day of the campaign on which age is reckoned; both `YYYY-MM-DD`. */
export function ageBand(born: string, ageAsOf: string): AgeBand {
  const age = ageOn(born, ageAsOf);
  if (age >= 80) return '80+';
  return age >= 70 ? '70-79' : '<70';
}
