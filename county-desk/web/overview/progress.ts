import { AGE_BANDS, type AgeBand, visitsNeeded } from '../../steps/index.ts';
import type { Everybody } from './overview.ts';

/** How far a group of people on the roster has come. */
export interface Progress {
  readonly people: number;
  readonly confirmed: number;
  /** Confirmed by method (A28). */
  readonly station: number;
  readonly homeVisit: number;
  readonly online: number;
  /** Visited at home, whichever confirmation counts (X31). */
  readonly visited: number;
  /** Home visits that the quota asks for (A30), and those still owed. */
  readonly needed: number;
  readonly owed: number;
}

export interface BandProgress extends Progress {
  readonly band: AgeBand;
  readonly percent: number;
}

export interface TownshipProgress extends Progress {
  readonly township: string;
  readonly bands: readonly BandProgress[];
}

/** The county's progress by age band and by township. The quota binds each township's station (A30). */
export interface CountyProgress {
  readonly total: Progress;
  readonly bands: readonly BandProgress[];
  readonly townships: readonly TownshipProgress[];
}

type Tally = { -readonly [K in keyof Omit<Progress, 'needed' | 'owed'>]: number };
const NOTHING: Tally = { people: 0, confirmed: 0, station: 0, homeVisit: 0, online: 0, visited: 0 };

/** Works the progress out; slowest townships first. */
export function progressOf({ lines }: Everybody): CountyProgress {
  const tallies = new Map<string, Map<AgeBand, Tally>>();
  for (const line of lines.values()) {
    if (line.roster === null || line.band === null || line.roster.status === 'deceased') continue;
    const bands = tallies.get(line.roster.township) ?? new Map<AgeBand, Tally>();
    tallies.set(line.roster.township, bands);
    const tally = bands.get(line.band) ?? { ...NOTHING };
    bands.set(line.band, tally);
    tally.people += 1;
    if (line.visitedAtHome) tally.visited += 1;
    if (line.confirmed === null) continue;
    tally.confirmed += 1;
    if (line.confirmed.method === 'station') tally.station += 1;
    if (line.confirmed.method === 'home-visit') tally.homeVisit += 1;
    if (line.confirmed.method === 'online') tally.online += 1;
  }
  const townships = [...tallies]
    .map(([township, bands]): TownshipProgress => {
      const ofBands = AGE_BANDS.map(({ band, percent }) => bandProgress(band, percent, bands.get(band)));
      return { township, bands: ofBands, ...sum(ofBands) };
    })
    .sort((a, b) => a.confirmed * b.people - b.confirmed * a.people || (a.township < b.township ? -1 : 1));
  const bands = AGE_BANDS.map(({ band, percent }): BandProgress => {
    const parts = townships.flatMap((township) => township.bands.filter((part) => part.band === band));
    return { band, percent, ...sum(parts) };
  });
  return { total: sum(bands), bands, townships };
}

function bandProgress(band: AgeBand, percent: number, tally: Tally = NOTHING): BandProgress {
  const needed = visitsNeeded(tally.people, percent);
  return { band, percent, ...tally, needed, owed: Math.max(0, needed - tally.visited) };
}

function sum(parts: readonly Progress[]): Progress {
  const of = (key: keyof Progress) => parts.reduce((all, part) => all + part[key], 0);
  return {
    people: of('people'),
    confirmed: of('confirmed'),
    station: of('station'),
    homeVisit: of('homeVisit'),
    online: of('online'),
    visited: of('visited'),
    needed: of('needed'),
    owed: of('owed'),
  };
}
