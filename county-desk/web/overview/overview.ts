import { setImmediate } from 'node:timers/promises';
import { type Campaign, dayInChina } from '../../../domain/index.ts';
import { type Figures, reckonFigures } from '../../figures/index.ts';
import type { PersonFacts } from '../../persons/index.ts';
import type { CountyStore } from '../../store/index.ts';
import { type LineContext, type PersonLine, personLine } from './person-line.ts';

/** When an overview is made anew, in milliseconds of its age: behind the page that is shown, sooner after an act. */
const FRESH_MS = 60_000;
const FRESH_AFTER_ACT_MS = 10_000;
/** One this old is made anew before the page is shown. */
const STALE_MS = 5 * 60_000;

/** People after whom other requests have a turn. */
const TURN = 100;

/** Everybody of the year as known at an instant. */
export interface Everybody {
  /** ISO instant of the facts. */
  readonly asOf: string;
  readonly today: string;
  readonly lines: ReadonlyMap<string, PersonLine>;
  /** The figures of the instant, the same that `county figures` prints. */
  readonly figures: Figures;
}

interface Made extends Everybody {
  readonly madeAt: number;
  readonly lines: Map<string, PersonLine>;
  touched: boolean;
}

/**
 * The lines of everybody, kept between requests: reading 20,000 people anew for each page would take too long. The
 * lines take in at once what an officer does here; the figures, and what pullers bring in, follow within a minute. The
 * instant stands on every page. Memory grows with the county's people, about 2 kB each.
 */
export class Overview {
  readonly #store: CountyStore;
  readonly #campaign: Campaign;
  readonly #clock: () => number;
  #made: Made | undefined;
  #making: Promise<Made> | undefined;
  /** People who were renewed while an overview was being made, which may not know of it. */
  readonly #renewed = new Map<string, PersonLine>();

  constructor(store: CountyStore, campaign: Campaign, clock: () => number) {
    this.#store = store;
    this.#campaign = campaign;
    this.#clock = clock;
  }

  async everybody(): Promise<Everybody> {
    const made = this.#made;
    const now = this.#clock();
    if (made === undefined || now - made.madeAt >= STALE_MS || made.today !== dayInChina(now))
      return this.#make();
    // A failure of this is met by the page that finds the overview stale.
    const fresh = made.touched ? FRESH_AFTER_ACT_MS : FRESH_MS;
    if (now - made.madeAt >= fresh) this.#make().catch(() => undefined);
    return made;
  }

  /** Everybody as known now, whatever was kept. */
  async afresh(): Promise<Everybody> {
    // One that is being made may have begun before the latest act.
    await this.#making;
    return this.#make();
  }

  /** The facts of one person as known now, or at another instant. */
  person(
    digest: string,
    asOf: string = new Date(this.#clock()).toISOString(),
  ): Promise<PersonFacts | undefined> {
    return this.#store.person(digest, this.#campaign.year, asOf);
  }

  /** Takes in what was just done about a person. */
  async renew(digest: string): Promise<void> {
    const facts = await this.person(digest);
    if (facts === undefined) return;
    const line = personLine(facts, this.#context(this.#clock()));
    if (this.#making !== undefined) this.#renewed.set(digest, line);
    if (this.#made === undefined) return;
    this.#made.lines.set(digest, line);
    this.#made.touched = true;
  }

  #make(): Promise<Made> {
    this.#making ??= this.#readAll().finally(() => {
      this.#making = undefined;
      this.#renewed.clear();
    });
    return this.#making;
  }

  #context(now: number): LineContext {
    return { campaign: this.#campaign, asOf: new Date(now).toISOString(), today: dayInChina(now) };
  }

  async #readAll(): Promise<Made> {
    const madeAt = this.#clock();
    const context = this.#context(madeAt);
    const { campaign, asOf, today } = context;
    const lines = new Map<string, PersonLine>();
    // One pass over everybody serves lines and figures.
    const persons = noting(this.#store.persons(campaign.year, asOf), (facts) =>
      lines.set(facts.person, personLine(facts, context)),
    );
    const kiosks = await this.#store.kiosks(asOf);
    const figures = await reckonFigures({ campaign, asOf, persons, kiosks });
    for (const [digest, line] of this.#renewed) lines.set(digest, line);
    this.#made = { madeAt, asOf, today, lines, figures, touched: this.#renewed.size > 0 };
    return this.#made;
  }
}

/** Notes everybody who passes by, and lets other requests in between: 20,000 people take two seconds. */
async function* noting(
  persons: AsyncIterable<PersonFacts>,
  note: (facts: PersonFacts) => void,
): AsyncGenerator<PersonFacts> {
  let seen = 0;
  for await (const facts of persons) {
    seen += 1;
    if (seen % TURN === 0) await setImmediate();
    note(facts);
    yield facts;
  }
}
