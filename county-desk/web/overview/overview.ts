import { type Campaign, dayInChina } from '../../../domain/index.ts';
import type { PersonFacts } from '../../persons/index.ts';
import type { CountyStore } from '../../store/index.ts';
import { type LineContext, type PersonLine, personLine } from './person-line.ts';

/** An overview this old is made anew behind the page that is shown; one this old before it. Milliseconds. */
const FRESH_MS = 60_000;
const STALE_MS = 5 * 60_000;

/** Everybody of the year as known at an instant. */
export interface Everybody {
  /** ISO instant of the facts. */
  readonly asOf: string;
  readonly today: string;
  readonly lines: ReadonlyMap<string, PersonLine>;
}

interface Made extends Everybody {
  readonly madeAt: number;
  readonly lines: Map<string, PersonLine>;
}

/**
 * The lines of everybody, kept between requests: reading 20,000 people anew for each page would take too long. What an
 * officer does here is taken in at once; what pullers bring in, after a minute at the most. The instant stands on
 * every page. Memory grows with the county's people, about 1 kB each.
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
    // Its failure is met by the page that finds the overview stale.
    if (now - made.madeAt >= FRESH_MS) this.#make().catch(() => undefined);
    return made;
  }

  /** Everybody as known now, whatever was kept. */
  async afresh(): Promise<Everybody> {
    // One that is being made may have begun before the latest act.
    await this.#making;
    return this.#make();
  }

  /** The facts of one person as known now. */
  person(digest: string): Promise<PersonFacts | undefined> {
    return this.#store.person(digest, this.#campaign.year, new Date(this.#clock()).toISOString());
  }

  /** Takes in what was just done about a person. */
  async renew(digest: string): Promise<void> {
    const facts = await this.person(digest);
    if (facts === undefined) return;
    const line = personLine(facts, this.#context(this.#clock()));
    this.#made?.lines.set(digest, line);
    if (this.#making !== undefined) this.#renewed.set(digest, line);
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
    const { asOf, today } = context;
    const lines = new Map<string, PersonLine>();
    for await (const facts of this.#store.persons(this.#campaign.year, asOf))
      lines.set(facts.person, personLine(facts, context));
    for (const [digest, line] of this.#renewed) lines.set(digest, line);
    this.#made = { madeAt, asOf, today, lines };
    return this.#made;
  }
}
