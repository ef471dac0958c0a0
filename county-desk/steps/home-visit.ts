import { ageOn, type Campaign } from '../../domain/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { confirmations } from './confirmations.ts';

/** Bands of the home-visit quota (A30), the oldest first, with the share in per cent that must be visited at home. */
export const AGE_BANDS = [
  { band: '80+', from: 80, percent: 100 },
  { band: '70-79', from: 70, percent: 80 },
  { band: '<70', from: 0, percent: 60 },
] as const;
export type AgeBand = (typeof AGE_BANDS)[number]['band'];

/** Band of an age in whole years. */
export function bandOf(age: number): AgeBand {
  return AGE_BANDS.find(({ from }) => age >= from)?.band ?? '<70';
}

/** Age of a person on the campaign's age day; undefined for whoever is not on the roster. */
export function ageOf(facts: PersonFacts, campaign: Campaign): number | undefined {
  return facts.roster === null ? undefined : ageOn(facts.roster.born, campaign.ageAsOf);
}

/** Home visits that a quota asks for: 5.6 of 7 are 6. Whole numbers only: no rounding of shares comes in. */
export function visitsNeeded(people: number, percent: number): number {
  return Math.ceil((people * percent) / 100);
}

/** Whether the person was confirmed at home, or is owed the visit still even when confirmed at a kiosk (X31). */
export function wasVisitedAtHome(facts: PersonFacts): boolean {
  return confirmations(facts).some(({ method }) => method === 'home-visit');
}
