import { Means, Method } from '../../domain/index.ts';
import { type PersonState, STATE_NAMES, type StateName } from '../persons/index.ts';

/** `home-visit/face` and so on: method and means of the confirmation that counts (A28, A29). */
export type MethodMeans = `${(typeof Method.options)[number]}/${(typeof Means.options)[number]}`;

/** Counts of one group of people on the roster. */
export interface Tally {
  /** All of them: equal to the sum of the states, always (A16). */
  readonly roster: number;
  readonly states: Readonly<Record<StateName, number>>;
  readonly confirmed: Readonly<Record<MethodMeans, number>>;
  /** Visited at home this year and confirmed so, whether or not that is the confirmation that counts. */
  readonly homeVisited: number;
}

/** A tally that is being counted. */
export interface Count {
  roster: number;
  readonly states: Record<StateName, number>;
  readonly confirmed: Record<MethodMeans, number>;
  homeVisited: number;
}

const METHOD_MEANS: readonly MethodMeans[] = Method.options.flatMap((method) =>
  Means.options.map((means): MethodMeans => `${method}/${means}`),
);

/** Nothing counted yet; every key is there, so that figures of one campaign have one form. */
export function noCount(): Count {
  return { roster: 0, states: zeros(STATE_NAMES), confirmed: zeros(METHOD_MEANS), homeVisited: 0 };
}

function zeros<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  // An object made of all keys is a record of them; TypeScript does not follow fromEntries.
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
}

/** Counts one person of the roster. */
export function countPerson(count: Count, state: PersonState): void {
  count.roster += 1;
  count.states[state.state] += 1;
  if (state.state === 'confirmed') count.confirmed[`${state.counts.method}/${state.counts.means}`] += 1;
  if (state.state !== 'deceased' && state.flags.homeVisited) count.homeVisited += 1;
}

/** Adds a tally to a count. */
export function addTally(count: Count, tally: Tally): void {
  count.roster += tally.roster;
  count.homeVisited += tally.homeVisited;
  for (const name of STATE_NAMES) count.states[name] += tally.states[name];
  for (const name of METHOD_MEANS) count.confirmed[name] += tally.confirmed[name];
}

/** The sum of tallies. Throws when the states of one do not add up to its roster: then the figures would lie (A16). */
export function sumOf(tallies: Iterable<Tally>): Tally {
  const sum = noCount();
  for (const tally of tallies) addTally(sum, tally);
  const states = STATE_NAMES.reduce((total, name) => total + sum.states[name], 0);
  if (states !== sum.roster) throw new Error(`${sum.roster} people have ${states} states`);
  return sum;
}

/** Whom the campaign asks: the roster without those whose death is settled. */
export function asked(tally: Tally): number {
  return tally.roster - tally.states.deceased;
}

/** A share in percent with two places, rounded down: 100.00 is said only of all. Null when there is nobody. */
export function percent(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const hundredths = Math.floor((part * 10_000) / whole);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}
