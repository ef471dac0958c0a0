import { type Campaign, dayInChina } from '../../domain/index.ts';
import { type Figures, reckonFigures } from '../figures/index.ts';
import { UNCONFIRMED_REASONS, type UnconfirmedReason, unconfirmedReason } from '../lists/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { addDays, confirmations, DrawCount } from '../steps/index.ts';
import type { KioskLog } from '../store/index.ts';

/** What papers say of a township beside the county's figures. */
export interface Growth {
  /** Confirmed in the seven days up to the instant. */
  thisWeek: number;
  /** Confirmed and re-checked in the national system. */
  rechecked: number;
  /** Spot checks that differed from the record. */
  differing: number;
}

/** The county's figures at an instant with what papers need besides: everything of one pass over the persons. */
export interface Progress {
  readonly figures: Figures;
  readonly growth: ReadonlyMap<string, Growth>;
  readonly growthOfAll: Growth;
  /** How many are unconfirmed for which reason. Their sum is the roster without the confirmed (A16). */
  readonly reasons: ReadonlyMap<UnconfirmedReason, number>;
  readonly draws: ReturnType<DrawCount['result']>;
}

/** Reckons figures and growth. Memory grows with townships, not with people. */
export async function reckonProgress(
  persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>,
  campaign: Campaign,
  asOf: string,
  kiosks: readonly KioskLog[],
): Promise<Progress> {
  const fold = new GrowthFold(campaign, asOf);
  const figures = await reckonFigures({ campaign, asOf, persons: seenBy(persons, fold), kiosks });
  return { figures, ...fold.result() };
}

async function* seenBy(
  persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>,
  fold: GrowthFold,
): AsyncGenerator<PersonFacts> {
  for await (const facts of persons) {
    fold.add(facts);
    yield facts;
  }
}

class GrowthFold {
  readonly #campaign: Campaign;
  readonly #weekFrom: string;
  readonly #all = noGrowth();
  readonly #townships = new Map<string, Growth>();
  readonly #reasons = new Map<UnconfirmedReason, number>();
  readonly #draws = new DrawCount();

  constructor(campaign: Campaign, asOf: string) {
    this.#campaign = campaign;
    this.#weekFrom = addDays(dayInChina(Date.parse(asOf)), -6);
  }

  add(facts: PersonFacts): void {
    this.#draws.add(facts);
    if (facts.roster === null) return;
    const { township } = facts.roster;
    const own = this.#townships.get(township) ?? noGrowth();
    this.#townships.set(township, own);
    const reason = unconfirmedReason(facts, this.#campaign);
    if (reason !== undefined) this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    for (const growth of [this.#all, own]) this.#count(growth, facts, reason === undefined);
  }

  #count(growth: Growth, facts: PersonFacts, confirmed: boolean): void {
    if (facts.acts.some((act) => act.act === 'draw-result' && act.result !== 'as-recorded'))
      growth.differing += 1;
    if (!confirmed) return;
    const counts = confirmations(facts, this.#campaign)[0];
    if (counts !== undefined && counts.on >= this.#weekFrom) growth.thisWeek += 1;
    if (facts.acts.some((act) => act.act === 'rechecked')) growth.rechecked += 1;
  }

  result(): Omit<Progress, 'figures'> {
    const reasons = new Map(
      UNCONFIRMED_REASONS.flatMap((reason): [UnconfirmedReason, number][] => {
        const number = this.#reasons.get(reason);
        return number === undefined ? [] : [[reason, number]];
      }),
    );
    return { growth: this.#townships, growthOfAll: this.#all, reasons, draws: this.#draws.result() };
  }
}

function noGrowth(): Growth {
  return { thisWeek: 0, rechecked: 0, differing: 0 };
}
