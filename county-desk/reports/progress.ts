import { type Campaign, dayInChina } from '../../domain/index.ts';
import { type UnconfirmedReason, unconfirmedReason } from '../lists/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import {
  AGE_BANDS,
  type AgeBand,
  addDays,
  ageOf,
  bandOf,
  compare,
  confirmations,
  DrawCount,
  visitsNeeded,
  wasVisitedAtHome,
} from '../steps/index.ts';

/** How many of some people are where. `roster` is always `confirmed` plus the sum over `reasons` (A16). */
export interface Tally {
  roster: number;
  confirmed: number;
  /** Confirmed in the seven days up to the instant. */
  thisWeek: number;
  byMethod: Record<'home-visit' | 'station' | 'online' | 'unknown', number>;
  byMeans: Record<'face' | 'staff' | 'other' | 'unknown', number>;
  reasons: Partial<Record<UnconfirmedReason, number>>;
  visitedAtHome: number;
  rechecked: number;
  /** Spot checks that differed from the record. */
  differing: number;
}

function emptyTally(): Tally {
  return {
    roster: 0,
    confirmed: 0,
    thisWeek: 0,
    byMethod: { 'home-visit': 0, station: 0, online: 0, unknown: 0 },
    byMeans: { face: 0, staff: 0, other: 0, unknown: 0 },
    reasons: {},
    visitedAtHome: 0,
    rechecked: 0,
    differing: 0,
  };
}

/** Home visits of one band in one township. */
export interface Quota {
  readonly township: string;
  readonly band: AgeBand;
  readonly people: number;
  readonly percent: number;
  readonly needed: number;
  readonly done: number;
  readonly owed: number;
}

/** The counts that papers show, folded over the stream of persons: memory grows with townships only. */
export class Progress {
  readonly all: Tally = emptyTally();
  /** Confirmed or waiting without standing on the roster. */
  strangers = 0;
  readonly draws = new DrawCount();
  readonly #townships = new Map<string, Tally>();
  readonly #bands = new Map<string, Tally>();
  readonly #benefits = new Map<string, Tally>();
  readonly #quotas = new Map<string, Tally>();
  readonly #campaign: Campaign;
  readonly #weekFrom: string;

  constructor(campaign: Campaign, asOf: string) {
    this.#campaign = campaign;
    this.#weekFrom = addDays(dayInChina(Date.parse(asOf)), -6);
  }

  /** Counts everybody. */
  static async of(
    persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>,
    campaign: Campaign,
    asOf: string,
  ): Promise<Progress> {
    const progress = new Progress(campaign, asOf);
    for await (const facts of persons) progress.add(facts);
    return progress;
  }

  add(facts: PersonFacts): void {
    this.draws.add(facts);
    const { roster } = facts;
    if (roster === null) {
      this.strangers += 1;
      return;
    }
    const band = bandOf(ageOf(facts, this.#campaign) ?? 0);
    for (const tally of [
      this.all,
      of(this.#townships, roster.township),
      of(this.#bands, band),
      of(this.#benefits, roster.benefitType),
      of(this.#quotas, `${roster.township}\n${band}`),
    ])
      this.#count(tally, facts);
  }

  #count(tally: Tally, facts: PersonFacts): void {
    tally.roster += 1;
    if (wasVisitedAtHome(facts)) tally.visitedAtHome += 1;
    if (facts.acts.some((act) => act.act === 'draw-result' && act.result !== 'as-recorded'))
      tally.differing += 1;
    const counts = confirmations(facts)[0];
    const reason = unconfirmedReason(facts);
    if (reason !== undefined) {
      tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1;
      return;
    }
    tally.confirmed += 1;
    if (counts !== undefined && counts.on >= this.#weekFrom) tally.thisWeek += 1;
    tally.byMethod[counts?.method ?? 'unknown'] += 1;
    tally.byMeans[counts?.means ?? 'unknown'] += 1;
    if (facts.acts.some((act) => act.act === 'rechecked')) tally.rechecked += 1;
  }

  /** Tallies by township, in the order of their names. */
  get townships(): readonly (readonly [string, Tally])[] {
    return sorted(this.#townships);
  }

  get benefits(): readonly (readonly [string, Tally])[] {
    return sorted(this.#benefits);
  }

  /** Tallies of the three bands, the oldest first; also of those in which nobody is. */
  get bands(): readonly (readonly [AgeBand, Tally])[] {
    return AGE_BANDS.map(({ band }) => [band, this.#bands.get(band) ?? emptyTally()]);
  }

  /** Home visits by township and band (A30): the share is asked of each station. */
  quotas(): readonly Quota[] {
    return this.townships.flatMap(([township]) =>
      AGE_BANDS.map(({ band, percent }): Quota => {
        const tally = this.#quotas.get(`${township}\n${band}`) ?? emptyTally();
        const needed = visitsNeeded(tally.roster, percent);
        const done = tally.visitedAtHome;
        return {
          township,
          band,
          people: tally.roster,
          percent,
          needed,
          done,
          owed: Math.max(0, needed - done),
        };
      }),
    );
  }
}

/** How many wait for the county: alive-claims, pending and referred. */
export function pendingOf(tally: Tally): number {
  const { U01 = 0, U04 = 0, U05 = 0 } = tally.reasons;
  return U01 + U04 + U05;
}

function of(tallies: Map<string, Tally>, key: string): Tally {
  const found = tallies.get(key);
  if (found !== undefined) return found;
  const made = emptyTally();
  tallies.set(key, made);
  return made;
}

function sorted(tallies: ReadonlyMap<string, Tally>): readonly (readonly [string, Tally])[] {
  return [...tallies].sort(([a], [b]) => compare(a, b));
}
