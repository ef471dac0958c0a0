import { randomUUID } from 'node:crypto';
import type { PersonFacts, RosterFacts, VisitFact } from '../../county-desk/persons/index.ts';
import type { Campaign } from '../../domain/index.ts';

export const CAMPAIGN: Campaign = {
  programme: 'annual-confirmation',
  year: 2026,
  opens: '2026-10-16',
  closes: '2026-11-30',
  ageAsOf: '2026-12-31',
  consentTextVersion: '2026-1',
};

/** After everything that a test makes up. */
export const END = '2027-03-01T00:00:00.000Z';

export function rosterFacts(changed: Partial<RosterFacts> = {}): RosterFacts {
  return {
    version: 1,
    born: '1950-03-01',
    township: '样例镇',
    village: '梧桐村',
    benefitType: 'combat-veteran',
    status: 'active',
    ...changed,
  };
}

/** A visit, by default confirmed by face at the station on 20 October 2026. */
export function visitFact(changed: Partial<VisitFact> = {}): VisitFact {
  return {
    kiosk: 'kiosk-1',
    seq: 1,
    at: '2026-10-20T02:00:00.000Z',
    clock: 'good',
    visit: randomUUID(),
    event: 'visit-outcome',
    outcome: 'CONFIRMED_FACE',
    method: 'station',
    means: 'face',
    operator: null,
    ...changed,
  };
}

export const PERSON_DIGEST = 'ab'.repeat(32);

export function personFacts(changed: Partial<PersonFacts> = {}): PersonFacts {
  return { person: PERSON_DIGEST, roster: rosterFacts(), visits: [], acts: [], ...changed };
}
