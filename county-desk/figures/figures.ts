import type { AgeBand, StateName } from '../persons/index.ts';
import type { HomeVisits } from './home-visits.ts';
import type { Tally } from './tally.ts';

/** One township, benefit type and age band: everything else is a sum of these. */
export interface Cell {
  readonly township: string;
  readonly benefitType: string;
  readonly band: AgeBand;
  readonly tally: Tally;
}

/** A group with what an officer reads first. */
export interface Group {
  readonly name: string;
  readonly tally: Tally;
  /** Roster without those whose death is settled. */
  readonly asked: number;
  /** Confirmed, percent of `asked` with two places; null when nobody is asked. */
  readonly percent: string | null;
  /** Asked and not confirmed (A31). */
  readonly remaining: number;
}

/** Home visits of a station: quotas bind each one by itself (A30). */
export interface TownshipHomeVisits {
  readonly township: string;
  readonly bands: Readonly<Record<AgeBand, HomeVisits>>;
}

/** One kiosk's log, as far as the figures go by it. */
export interface DeviceFigure {
  readonly kiosk: string;
  /** Entries that the county holds, and the root over them: what these figures were reckoned from. */
  readonly size: number;
  readonly root: string;
  readonly lastEntryAt: string | null;
  /** No entry for more than the stated days before the instant (A52). */
  readonly silent: boolean;
}

/** The county's figures of one campaign at one instant. Canonical JSON of it is byte-same for the same input. */
export interface Figures {
  readonly format: 'youfu-figures/1';
  /** ISO instant; nothing later went in. */
  readonly asOf: string;
  /** What the figures depend on beside the data (T7): printed with every figure. */
  readonly parameters: {
    readonly year: number;
    readonly opens: string;
    readonly closes: string;
    readonly ageAsOf: string;
    readonly denominator: 'roster' | 'confirmed';
    readonly homeVisitPercent: Readonly<Record<AgeBand, number>>;
    readonly silentAfterDays: number;
    /** Version of the roster in force at the instant; null without one. */
    readonly rosterVersion: number | null;
  };
  readonly total: Group;
  readonly bands: readonly Group[];
  readonly townships: readonly Group[];
  readonly benefitTypes: readonly Group[];
  readonly cells: readonly Cell[];
  readonly homeVisits: {
    readonly townships: readonly TownshipHomeVisits[];
    /** Sums of the stations' numbers: what one station does beyond its share helps no other. */
    readonly total: Readonly<Record<AgeBand, HomeVisits>>;
  };
  /** People who came to a kiosk and do not stand on the roster, by state. No part of the totals. */
  readonly notOnRoster: Readonly<Record<StateName, number>>;
  /** Re-checked in the national system, of the confirmed (A54). */
  readonly recheck: {
    readonly confirmed: number;
    readonly rechecked: number;
    readonly percent: string | null;
  };
  /** Confirmations by manual check, by operator (A70); those without a known one under ''. */
  readonly manual: {
    readonly staff: number;
    readonly percent: string | null;
    readonly operators: readonly { readonly operator: string; readonly confirmed: number }[];
  };
  /** People with more than one confirmation, and those of them at more than one kiosk (X7). */
  readonly duplicates: { readonly persons: number; readonly atSeveralKiosks: number };
  /** What waits for the county, in people. */
  readonly tasks: {
    readonly aliveClaims: number;
    readonly resume: number;
    readonly suspended: number;
    readonly deathQuestions: number;
    readonly callbacks: number;
    readonly hardships: number;
  };
  readonly devices: readonly DeviceFigure[];
}
