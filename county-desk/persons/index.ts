export { actsForYear } from './acts-for-year.ts';
export { AGE_BANDS, type AgeBand, ageBand } from './age-band.ts';
export { type Confirmation, confirmationsOf } from './confirmations.ts';
export { type DeathFacts, deathFacts } from './death.ts';
export type { PersonFacts, RosterFacts, VisitFact } from './facts.ts';
export type { PersonFlags } from './flags.ts';
export { type PersonState, STATE_NAMES, type StateName, stateOf } from './state.ts';
