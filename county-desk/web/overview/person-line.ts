import { ageOn, type Campaign } from '../../../domain/index.ts';
import { LIST_KINDS, LIST_NAMES, type ListLine, type ListName } from '../../lists/index.ts';
import { type AgeBand, ageBand, type PersonFacts, type RosterFacts } from '../../persons/index.ts';
import {
  type Confirmation,
  confirmations,
  type PendingVisit,
  pendingVisit,
  uncheckedRow,
} from '../../steps/index.ts';

/** What the desk shows of one person, worked out once from the facts. Nothing here names the person. */
export interface PersonLine {
  readonly person: string;
  readonly roster: RosterFacts | null;
  readonly age: number | null;
  readonly band: AgeBand | null;
  readonly confirmed: Confirmation | null;
  /** The visit that waits for the county's decision. */
  readonly pending: PendingVisit | null;
  readonly aliveClaim: boolean;
  /** Days for which a confirmation has waited for its re-check; null without one. */
  readonly uncheckedDays: number | null;
  /** The lists on which the person stands. */
  readonly lists: ReadonlyMap<ListName, ListLine>;
  /** The last sheet on which the person's suspension was approved, and by whom. */
  readonly approval: { readonly sheet: string; readonly by: string } | null;
  /** Draws of spot checks, and whether a result is there. */
  readonly draws: ReadonlyMap<string, boolean>;
}

/** Of what and when the lines are. */
export interface LineContext {
  readonly campaign: Campaign;
  /** ISO instant of the facts. */
  readonly asOf: string;
  /** Day of it in China. */
  readonly today: string;
}

/** The line of a person. */
export function personLine(facts: PersonFacts, context: LineContext): PersonLine {
  const { campaign, today } = context;
  const { roster } = facts;
  const pending = pendingVisit(facts, campaign) ?? null;
  const lists = new Map<ListName, ListLine>();
  for (const name of LIST_NAMES) {
    const line = LIST_KINDS[name].line(facts, context);
    if (line !== undefined) lists.set(name, line);
  }
  return {
    person: facts.person,
    roster,
    age: roster === null ? null : ageOn(roster.born, campaign.ageAsOf),
    band: roster === null ? null : ageBand(roster.born, campaign.ageAsOf),
    confirmed: confirmations(facts, campaign)[0] ?? null,
    pending,
    aliveClaim: pending?.aliveClaim ?? false,
    uncheckedDays: uncheckedRow(facts, campaign, today)?.ageDays ?? null,
    lists,
    approval: approvalOf(facts),
    draws: drawsOf(facts),
  };
}

function approvalOf(facts: PersonFacts): PersonLine['approval'] {
  const last = facts.acts.findLast((act) => act.act === 'suspension-approved');
  return last === undefined ? null : { sheet: last.sheet, by: last.approver };
}

function drawsOf(facts: PersonFacts): ReadonlyMap<string, boolean> {
  const draws = new Map<string, boolean>();
  for (const act of facts.acts) {
    if (act.act === 'drawn' && !draws.has(act.draw)) draws.set(act.draw, false);
    if (act.act === 'draw-result') draws.set(act.draw, true);
  }
  return draws;
}
