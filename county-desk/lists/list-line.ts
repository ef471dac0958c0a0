import { ageOn, type Campaign } from '../../domain/index.ts';
import { type AgeBand, ageBand, type PersonFacts } from '../persons/index.ts';
import { compare } from '../steps/index.ts';

/** Of what and when a list is. */
export interface ListContext {
  readonly campaign: Campaign;
  /** ISO instant of the facts. */
  readonly asOf: string;
  /** Day of it in China. */
  readonly today: string;
}

/** One thing that a list says of a person: a text of the catalogue with its values. */
export interface Note {
  /** Key under `note` in config/county-texts. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** One line of a list. Nothing in it names the person: names are opened apart, with a reason (names.ts). */
export interface ListLine {
  readonly person: string;
  /** Empty for whoever is not on the roster. */
  readonly township: string;
  readonly village: string;
  readonly benefitType: string;
  readonly age: number | null;
  readonly band: AgeBand | null;
  /** What stands first within a village; lines of equal rank by person. */
  readonly rank: string;
  readonly notes: readonly Note[];
}

/** The line of a person with these notes. */
export function lineOf(
  facts: PersonFacts,
  context: ListContext,
  notes: readonly Note[],
  rank = '',
): ListLine {
  const { roster } = facts;
  const { ageAsOf } = context.campaign;
  return {
    person: facts.person,
    township: roster?.township ?? '',
    village: roster?.village ?? '',
    benefitType: roster?.benefitType ?? '',
    age: roster === null ? null : ageOn(roster.born, ageAsOf),
    band: roster === null ? null : ageBand(roster.born, ageAsOf),
    rank,
    notes,
  };
}

/** By township, village, rank and person: the same on every machine. */
export function byPlace(a: ListLine, b: ListLine): number {
  return compare(a.township, b.township) || compare(a.village, b.village) || byRank(a, b);
}

/** By rank and person, for queues in which urgency goes before place. */
export function byRank(a: ListLine, b: ListLine): number {
  return compare(a.rank, b.rank) || compare(a.person, b.person);
}

/** A note with its values. */
export function note(key: string, values: Readonly<Record<string, string | number>> = {}): Note {
  return { key, values };
}

/** The line of a person of whom nothing is noted. */
export function lineOfPerson(facts: PersonFacts, context: ListContext): ListLine {
  return lineOf(facts, context, []);
}
