import { fail, ok, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import { deathFacts, type PersonFacts } from '../persons/index.ts';
import { monthsSince } from './calendar.ts';

/** A hit of another office's list. */
export type ComparisonHit = Extract<PersonAct, { act: 'comparison-hit' }>;
export type ComparisonSettled = Extract<PersonAct, { act: 'comparison-settled' }>;

/** Months that are shown at the most. */
const MOST_MONTHS = 24;

/** Hits of a person that nobody has settled: 待核实 (A58). `unclear` leaves a question open. */
export function openHits(facts: PersonFacts): readonly ComparisonHit[] {
  const settled = new Set<string>();
  for (const act of facts.acts) {
    if (act.act !== 'comparison-settled') continue;
    if (act.outcome === 'unclear') settled.delete(act.task);
    else settled.add(act.task);
  }
  return facts.acts.flatMap((act) => (act.act === 'comparison-hit' && !settled.has(act.task) ? [act] : []));
}

/** A question whether the person is dead. It is asked, never answered, by the tool (A24). */
export interface DeathQuestion {
  readonly person: string;
  /** What raised it. */
  readonly raisedBy: 'roster' | 'list' | 'contact';
  /** Task to settle where a list raised it. */
  readonly task: string | null;
  readonly source: string | null;
}

/** Open questions about a person's death: lists, what somebody said, and the register's mark without a date. */
export function deathQuestions(facts: PersonFacts): readonly DeathQuestion[] {
  const { person } = facts;
  const { question, settled, diedOn: day } = deathFacts(facts);
  if (settled)
    return day === null && facts.roster?.status === 'deceased'
      ? [{ person, raisedBy: 'roster', task: null, source: null }]
      : [];
  const lists = openHits(facts)
    .filter((hit) => isAboutDeath(hit.kind))
    .map((hit): DeathQuestion => ({ person, raisedBy: 'list', task: hit.task, source: hit.source }));
  if (lists.length > 0 || question === null) return lists;
  return [{ person, raisedBy: 'contact', task: null, source: null }];
}

/** Whether a kind of list says that somebody is dead. */
export function isAboutDeath(kind: ComparisonHit['kind']): boolean {
  return kind === 'death' || kind === 'cremation';
}

/** The date of death that the county found to be right; undefined without one. */
export function diedOn(facts: PersonFacts): string | undefined {
  return deathFacts(facts).diedOn ?? undefined;
}

/**
 * Months after the one of death up to now. Which of them were paid the tool does not know, and pensions lawfully go on
 * for 6 or 12 months (Regulations on Pensions and Preferential Treatment for Servicemen, Art. 22, 32, 62): so the
 * months are a question to whoever pays, never a debt (A24).
 */
export function monthsToAskAbout(died: string, today: string): readonly string[] {
  return monthsSince(died, today, MOST_MONTHS);
}

/** What an officer found out about a hit. */
export interface Finding {
  readonly task: string;
  readonly outcome: ComparisonSettled['outcome'];
  readonly words: string;
  /** Mandatory where the person is dead. */
  readonly diedOn: string | null;
}

/**
 * The act that settles a hit. Errors: E-COUNTY-091 (no such open task of this person), E-COUNTY-092 (a death without
 * its date, or a date that lies after today).
 */
export function settleHit(
  facts: PersonFacts,
  year: number,
  finding: Finding,
  today: string,
): Result<PersonAct> {
  const hit = openHits(facts).find(({ task }) => task === finding.task);
  if (hit === undefined) return fail('E-COUNTY-091', finding.task);
  const dead = finding.outcome === 'right' && isAboutDeath(hit.kind);
  if (dead && (finding.diedOn === null || finding.diedOn > today)) return fail('E-COUNTY-092');
  return ok({
    act: 'comparison-settled',
    person: facts.person,
    year,
    task: finding.task,
    outcome: finding.outcome,
    words: finding.words,
    diedOn: dead ? finding.diedOn : null,
  });
}
