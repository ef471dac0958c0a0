import type { PaperSettings, Say } from '../../config/index.ts';
import { type Campaign, dayInChina, minuteInChina } from '../../domain/index.ts';

/** Of what, when and by whose rules a paper is made. */
export interface PaperContext {
  readonly say: Say;
  /** Name of the county. */
  readonly county: string;
  readonly campaign: Campaign;
  /** ISO instant of the facts. */
  readonly asOf: string;
  readonly settings: PaperSettings;
  /** Labels of benefit types by key. */
  readonly benefits: ReadonlyMap<string, string>;
  readonly software: string;
}

/** Day in China of the paper's instant. */
export function todayOf(context: PaperContext): string {
  return dayInChina(Date.parse(context.asOf));
}

/** The office that issues. */
export function issuerOf({ say, county }: PaperContext): string {
  return say('paper.issuer', { county });
}

/** `2026-11-28` as it is written on paper: without leading zeros. */
export function dayOnPaper(say: Say, day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return say('date.day', { year, month: Number(month), day: Number(date) });
}

/** `2026-11` as it is written on paper. */
export function monthOnPaper(say: Say, month: string): string {
  const [year = '', number = ''] = month.split('-');
  return say('date.month', { year, month: Number(number) });
}

/** What stands at the foot of each page (T7, T8): instant, year, age day, and what else the paper goes by. */
export function footOf(context: PaperContext, more: readonly string[] = []): readonly string[] {
  const { say, campaign, asOf, software } = context;
  return [
    say('paper.as-of', { at: minuteInChina(Date.parse(asOf)) }),
    say('paper.year', { year: campaign.year }),
    say('paper.age-day', { day: campaign.ageAsOf }),
    ...more,
    say('paper.made', { software }),
  ];
}

/** A share in per cent as it stands in a table; a dash where nobody is counted. */
export function rateText(percent: string | null): string {
  return percent ?? '—';
}

/** What of the figures' parameters a paper names at its foot (T7): of whom shares are reckoned. */
export function denominatorOf({ say, campaign }: PaperContext): string {
  return say(`paper.denominator-${campaign.denominator ?? 'roster'}`);
}
