import type { z } from 'zod';
import type { LedgerEntry, Means, Method, Outcome, RosterStatus } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';

/** How the county's own roster holds a person at an instant. Nothing here names the person. */
export interface RosterFacts {
  /** Version of the county's roster that this is of. */
  readonly version: number;
  /** Birth date, `YYYY-MM-DD`. */
  readonly born: string;
  readonly township: string;
  readonly village: string;
  /** Key of config/benefit-types.json. */
  readonly benefitType: string;
  readonly status: z.infer<typeof RosterStatus>;
}

/** One event of a kiosk's log about a person. */
export interface VisitFact {
  readonly kiosk: string;
  /** Index of the entry in the kiosk's log. */
  readonly seq: number;
  /** ISO time of the entry's wall clock. */
  readonly at: string;
  readonly clock: LedgerEntry['clock'];
  /** UUID of the visit; null where somebody wanted a call without one. */
  readonly visit: string | null;
  readonly event: 'visit-outcome' | 'callback-wanted';
  readonly outcome: Outcome | null;
  readonly method: z.infer<typeof Method> | null;
  readonly means: z.infer<typeof Means> | null;
  /** Number of the operator where staff judged; null else. */
  readonly operator: string | null;
}

/**
 * All that figures, lists and steps go by, for one person in one year at one instant. Whoever has no roster row came
 * to a kiosk without standing on the county's list.
 */
export interface PersonFacts {
  /** Hex digest of the ID number under the county's person key. */
  readonly person: string;
  readonly roster: RosterFacts | null;
  /** Of the year, up to the instant; by time, then kiosk, then entry. */
  readonly visits: readonly VisitFact[];
  /** What the county did about the person up to the instant, in the order of its own ledger. */
  readonly acts: readonly PersonAct[];
}
