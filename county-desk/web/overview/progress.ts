import type { Figures, Group, HomeVisits } from '../../figures/index.ts';
import { AGE_BANDS, type AgeBand } from '../../persons/index.ts';

/** How far a group of people has come: the numbers of `county figures`, laid out for a table. */
export interface Progress {
  /** Roster without those whose death is settled. */
  readonly people: number;
  readonly confirmed: number;
  /** Confirmed by method (A28). */
  readonly station: number;
  readonly homeVisit: number;
  readonly online: number;
  /** Home visits that the quota still asks for (A30). */
  readonly owed: number;
}

export interface BandProgress extends Progress {
  readonly band: AgeBand;
  readonly percent: number;
}

export interface TownshipProgress extends Progress {
  readonly township: string;
}

/** The county's progress by age band and by township. The quota binds each township's station by itself. */
export interface CountyProgress {
  readonly total: Progress;
  readonly bands: readonly BandProgress[];
  readonly townships: readonly TownshipProgress[];
}

/** The figures as the desk shows them; slowest townships first. */
export function progressOf({ total, bands, townships, homeVisits, parameters }: Figures): CountyProgress {
  const owedBy = new Map(homeVisits.townships.map((one) => [one.township, owedOf(one.bands)]));
  return {
    total: { ...ofGroup(total), owed: owedOf(homeVisits.total) },
    bands: AGE_BANDS.flatMap((band) => {
      const group = bands.find(({ name }) => name === band);
      if (group === undefined) return [];
      const { owed } = homeVisits.total[band];
      return [{ band, percent: parameters.homeVisitPercent[band], ...ofGroup(group), owed }];
    }),
    townships: townships
      .map((group) => ({ township: group.name, ...ofGroup(group), owed: owedBy.get(group.name) ?? 0 }))
      .sort((a, b) => a.confirmed * b.people - b.confirmed * a.people || (a.township < b.township ? -1 : 1)),
  };
}

function ofGroup({ tally, asked }: Group): Omit<Progress, 'owed'> {
  const by = (method: 'station' | 'home-visit' | 'online') =>
    tally.confirmed[`${method}/face`] +
    tally.confirmed[`${method}/staff`] +
    tally.confirmed[`${method}/other`];
  return {
    people: asked,
    confirmed: tally.states.confirmed,
    station: by('station'),
    homeVisit: by('home-visit'),
    online: by('online'),
  };
}

function owedOf(bands: Readonly<Record<AgeBand, HomeVisits>>): number {
  return AGE_BANDS.reduce((sum, band) => sum + bands[band].owed, 0);
}
