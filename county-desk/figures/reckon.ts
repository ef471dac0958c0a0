import type { Campaign } from '../../domain/index.ts';
import { AGE_BANDS, type AgeBand, type PersonFacts, type PersonState, stateOf } from '../persons/index.ts';
import type { KioskLog } from '../store/index.ts';
import type { Cell, DeviceFigure, Figures, Group } from './figures.ts';
import { type HomeVisits, homeVisitPercent, homeVisitsOf } from './home-visits.ts';
import { asked, type Count, countPerson, noCount, percent, sumOf, type Tally } from './tally.ts';

/** A device without an entry for more days than these is silent (A52). */
export const SILENT_AFTER_DAYS = 7;
const DAY_MS = 86_400_000;

export interface FiguresInput {
  readonly campaign: Campaign;
  /** ISO instant. */
  readonly asOf: string;
  /** Each person once, in any order. */
  readonly persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>;
  readonly kiosks: readonly KioskLog[];
}

/**
 * Reckons the figures in one pass. Memory grows with townships, benefit types and operators, not with people.
 * Throws when the states do not add up to the roster.
 */
export async function reckonFigures(input: FiguresInput): Promise<Figures> {
  const { campaign } = input;
  const asOf = new Date(input.asOf).toISOString();
  const fold = new Fold();
  for await (const facts of input.persons) fold.take(facts, stateOf(facts, campaign, asOf));
  const cells = fold.cells();
  const total = groupOf('', cells);
  const byTownship = grouped(cells, ({ township }) => township);
  const townships = [...byTownship].map(([township, own]) => ({
    township,
    bands: bandsOf((band) => homeVisitsOf(sumOf(talliesOf(own, band)), band, campaign)),
  }));
  return {
    format: 'youfu-figures/1',
    asOf,
    parameters: {
      year: campaign.year,
      opens: campaign.opens,
      closes: campaign.closes,
      ageAsOf: campaign.ageAsOf,
      denominator: campaign.denominator ?? 'roster',
      homeVisitPercent: homeVisitPercent(campaign),
      silentAfterDays: SILENT_AFTER_DAYS,
      rosterVersion: fold.rosterVersion,
    },
    total,
    bands: AGE_BANDS.map((band) =>
      groupOf(
        band,
        cells.filter((cell) => cell.band === band),
      ),
    ),
    townships: [...byTownship].map(([name, own]) => groupOf(name, own)),
    benefitTypes: [...grouped(cells, ({ benefitType }) => benefitType)].map(([name, own]) =>
      groupOf(name, own),
    ),
    cells,
    homeVisits: {
      townships,
      total: bandsOf((band) =>
        sumOfVisits(
          townships.map(({ bands }) => bands[band]),
          band,
          campaign,
        ),
      ),
    },
    notOnRoster: fold.notOnRoster.states,
    recheck: {
      confirmed: total.tally.states.confirmed,
      rechecked: fold.rechecked,
      percent: percent(fold.rechecked, total.tally.states.confirmed),
    },
    manual: fold.manual(total.tally.states.confirmed),
    duplicates: fold.duplicates,
    tasks: fold.tasks,
    devices: input.kiosks.map((log) => deviceFigure(log, asOf)),
  };
}

/** What is counted person by person. */
class Fold {
  readonly notOnRoster = noCount();
  readonly duplicates = { persons: 0, atSeveralKiosks: 0 };
  readonly tasks = {
    aliveClaims: 0,
    resume: 0,
    suspended: 0,
    deathQuestions: 0,
    callbacks: 0,
    hardships: 0,
  };
  rechecked = 0;
  rosterVersion: number | null = null;
  readonly #cells = new Map<string, Omit<Cell, 'tally'> & { readonly tally: Count }>();
  readonly #operators = new Map<string, number>();

  take(facts: PersonFacts, state: PersonState): void {
    const { roster } = facts;
    if (roster === null || state.band === null) {
      this.notOnRoster.states[state.state] += 1;
      return;
    }
    this.rosterVersion = roster.version;
    countPerson(this.#cell(roster.township, roster.benefitType, state.band), state);
    this.#takeTasks(state);
    if (state.state !== 'confirmed') return;
    if (state.flags.rechecked) this.rechecked += 1;
    if (state.counts.means === 'staff') {
      const operator = state.counts.visit?.operator ?? '';
      this.#operators.set(operator, (this.#operators.get(operator) ?? 0) + 1);
    }
    if (state.duplicates.length === 0) return;
    this.duplicates.persons += 1;
    const kiosks = new Set([state.counts, ...state.duplicates].flatMap(({ visit }) => visit?.kiosk ?? []));
    if (kiosks.size > 1) this.duplicates.atSeveralKiosks += 1;
  }

  /** By township, benefit type, then age: code points decide, so that the order is the same on every machine. */
  cells(): readonly Cell[] {
    return [...this.#cells.values()].sort(
      (a, b) =>
        compare(a.township, b.township) ||
        compare(a.benefitType, b.benefitType) ||
        AGE_BANDS.indexOf(a.band) - AGE_BANDS.indexOf(b.band),
    );
  }

  manual(confirmed: number): Figures['manual'] {
    const operators = [...this.#operators]
      .map(([operator, count]) => ({ operator, confirmed: count }))
      .sort((a, b) => b.confirmed - a.confirmed || compare(a.operator, b.operator));
    const staff = operators.reduce((sum, one) => sum + one.confirmed, 0);
    return { staff, percent: percent(staff, confirmed), operators };
  }

  #cell(township: string, benefitType: string, band: AgeBand): Count {
    // Neither name can hold a line end: the CSV's rows have none.
    const key = `${township}\n${benefitType}\n${band}`;
    const found = this.#cells.get(key);
    if (found !== undefined) return found.tally;
    const made = { township, benefitType, band, tally: noCount() };
    this.#cells.set(key, made);
    return made.tally;
  }

  #takeTasks(state: PersonState): void {
    const { flags } = state;
    if (state.state === 'pending' && state.aliveClaim) this.tasks.aliveClaims += 1;
    if (flags.resumeTask) this.tasks.resume += 1;
    if (flags.suspended) this.tasks.suspended += 1;
    if (flags.deathQuestion) this.tasks.deathQuestions += 1;
    if (flags.callbackOpen) this.tasks.callbacks += 1;
    if (flags.hardshipOpen) this.tasks.hardships += 1;
  }
}

function groupOf(name: string, cells: readonly Cell[]): Group {
  const tally = sumOf(cells.map((cell) => cell.tally));
  const people = asked(tally);
  const { confirmed } = tally.states;
  return { name, tally, asked: people, percent: percent(confirmed, people), remaining: people - confirmed };
}

/** The cells of each group, groups by name. */
function grouped(cells: readonly Cell[], keyOf: (cell: Cell) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const group = groups.get(keyOf(cell));
    if (group === undefined) groups.set(keyOf(cell), [cell]);
    else group.push(cell);
  }
  return new Map([...groups].sort(([a], [b]) => compare(a, b)));
}

function talliesOf(cells: readonly Cell[], band: AgeBand): Tally[] {
  return cells.filter((cell) => cell.band === band).map((cell) => cell.tally);
}

function bandsOf(make: (band: AgeBand) => HomeVisits): Readonly<Record<AgeBand, HomeVisits>> {
  return { '80+': make('80+'), '70-79': make('70-79'), '<70': make('<70') };
}

function sumOfVisits(visits: readonly HomeVisits[], band: AgeBand, campaign: Campaign): HomeVisits {
  const sum = { of: 0, percent: homeVisitPercent(campaign)[band], needed: 0, done: 0, owed: 0 };
  for (const { of, needed, done, owed } of visits) {
    sum.of += of;
    sum.needed += needed;
    sum.done += done;
    sum.owed += owed;
  }
  return sum;
}

function deviceFigure({ kiosk, size, root, lastEntryAt }: KioskLog, asOf: string): DeviceFigure {
  const silent =
    lastEntryAt === null || Date.parse(asOf) - Date.parse(lastEntryAt) > SILENT_AFTER_DAYS * DAY_MS;
  return { kiosk, size, root, lastEntryAt, silent };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
