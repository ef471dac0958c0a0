import { createHash, randomUUID } from 'node:crypto';
import type { PersonAct } from '../../county-desk/acts/index.ts';
import type { PersonFacts, RosterFacts, VisitFact } from '../../county-desk/persons/index.ts';
import type { Campaign } from '../../domain/index.ts';

export const YEAR = 2021;

/** The campaign of the plan that the requirements come from. */
export const CAMPAIGN: Campaign = {
  programme: 'annual-confirmation',
  year: YEAR,
  opens: '2021-10-16',
  closes: '2021-11-30',
  ageAsOf: '2021-12-31',
  consentTextVersion: '2021-1',
};

/** Digest of made-up person number n. */
export const digestOf = (n: number): string => createHash('sha256').update(`person ${n}`).digest('hex');

export const ROSTER: RosterFacts = {
  version: 1,
  born: '1950-03-07',
  township: '青山乡',
  village: '柳树村',
  benefitType: 'combat-veteran',
  status: 'active',
};

/** A made-up person: on the roster, never seen, unless said otherwise. */
export function facts(
  given: Partial<Omit<PersonFacts, 'roster'>> & { roster?: Partial<RosterFacts> | null } = {},
): PersonFacts {
  const { person = digestOf(1), roster = {}, visits = [], acts = [] } = given;
  return { person, roster: roster === null ? null : { ...ROSTER, ...roster }, visits, acts };
}

/** A visit at a kiosk; by default one that ended in a confirmation by face. */
export function visit(
  given: Partial<VisitFact & { visit: string }> = {},
): VisitFact & { readonly visit: string } {
  return {
    kiosk: 'kiosk-990000-01',
    seq: 7,
    at: '2021-11-05T02:00:00.000Z',
    clock: 'good',
    visit: randomUUID(),
    event: 'visit-outcome',
    outcome: 'CONFIRMED_FACE',
    method: 'station',
    means: 'face',
    operator: null,
    ...given,
  };
}

type ActOf<K extends PersonAct['act']> = Omit<Extract<PersonAct, { act: K }>, 'act' | 'person' | 'year'>;

/** An act about person 1 in the campaign's year. */
export function act<K extends PersonAct['act']>(kind: K, rest: ActOf<K>): PersonAct {
  return { act: kind, person: digestOf(1), year: YEAR, ...rest } as unknown as PersonAct;
}

export const announced = (from: string): PersonAct => act('announced', { from, list: 'a'.repeat(64) });

export const attempt = (
  on: string,
  outcome: Extract<PersonAct, { act: 'contact-attempt' }>['outcome'] = 'not-reached',
): PersonAct => act('contact-attempt', { way: 'phone', outcome, on, words: '' });
