import { z } from 'zod';
import { IsoDay } from './card.ts';

const Percent = z.number().int().min(0).max(100);

/** One year's confirmation campaign (年度确认), a county's decision, dates inclusive, in Asia/Shanghai. */
export const Campaign = z.object({
  programme: z.literal('annual-confirmation'),
  year: z.number().int().min(2021).max(2100),
  opens: IsoDay,
  closes: IsoDay,
  /** Day on which age is reckoned (T7). */
  ageAsOf: IsoDay,
  /** What the shares of home visits are reckoned of: the roster, or those who are confirmed (T7). The roster by default. */
  denominator: z.enum(['roster', 'confirmed']).optional(),
  /** Home visits that a station owes in each age band, percent (A30); 100, 80 and 60 by default. */
  homeVisitPercent: z.object({ '80+': Percent, '70-79': Percent, '<70': Percent }).optional(),
  /** Version of the consent wording shown (PIPL Art. 14). */
  consentTextVersion: z.string().min(1).max(32),
});
export type Campaign = z.infer<typeof Campaign>;

/** Whole years of age on `asOf`; both `YYYY-MM-DD`. Someone born on 29 February ages on 1 March in common years. */
export function ageOn(birth: string, asOf: string): number {
  const years = Number(asOf.slice(0, 4)) - Number(birth.slice(0, 4));
  return asOf.slice(5) >= birth.slice(5) ? years : years - 1;
}

/** Out-of-window confirmations are allowed but marked (A46). */
export function inCampaignWindow(campaign: Campaign, today: string): boolean {
  return campaign.opens <= today && today <= campaign.closes;
}

/** The calendar day in China (UTC+8, no daylight saving) of an instant in milliseconds since 1970. */
export function dayInChina(epochMs: number): string {
  return new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD HH:MM` in China of an instant in milliseconds since 1970. */
export function minuteInChina(epochMs: number): string {
  return new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
