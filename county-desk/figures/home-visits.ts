import type { Campaign } from '../../domain/index.ts';
import type { AgeBand } from '../persons/index.ts';
import { asked, type Tally } from './tally.ts';

/** Home visits of one station in one age band (A30). */
export interface HomeVisits {
  /** People of the band of whom the share is reckoned. */
  readonly of: number;
  readonly percent: number;
  /** The share in people, rounded up: of 7 people 80 percent are 6. */
  readonly needed: number;
  readonly done: number;
  /** Still to be visited. */
  readonly owed: number;
}

const PERCENT: Readonly<Record<AgeBand, number>> = { '80+': 100, '70-79': 80, '<70': 60 };

/** Percent of each band: the campaign's, else those of the county's plan. */
export function homeVisitPercent(campaign: Campaign): Readonly<Record<AgeBand, number>> {
  return campaign.homeVisitPercent ?? PERCENT;
}

/** What a group of one age band owes. */
export function homeVisitsOf(tally: Tally, band: AgeBand, campaign: Campaign): HomeVisits {
  const percent = homeVisitPercent(campaign)[band];
  const of = (campaign.denominator ?? 'roster') === 'roster' ? asked(tally) : tally.states.confirmed;
  const needed = Math.ceil((of * percent) / 100);
  return { of, percent, needed, done: tally.homeVisited, owed: Math.max(0, needed - tally.homeVisited) };
}
