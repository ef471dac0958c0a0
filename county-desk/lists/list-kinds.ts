import type { PersonFacts } from '../persons/index.ts';
import {
  announcementOf,
  type Confirmation,
  callBackOf,
  contactLog,
  deathQuestions,
  diedOn,
  duplicateOf,
  hardshipTask,
  isAboutDeath,
  monthsToAskAbout,
  openHits,
  pendingVisit,
  resumeTask,
  standingOf,
  suspensionQuestion,
  uncheckedRow,
} from '../steps/index.ts';
import { byPlace, byRank, type ListContext, type ListLine, lineOf, type Note, note } from './list-line.ts';
import { unconfirmedReason } from './unconfirmed-reason.ts';

/** A kind of list: which persons stand on it, with what, and in which order. */
export interface ListKind {
  readonly line: (facts: PersonFacts, context: ListContext) => ListLine | undefined;
  readonly order: (a: ListLine, b: ListLine) => number;
}

/** Ranks that sort as texts: the greater number first. */
const descending = (number: number): string => String(1_000_000 - number).padStart(7, '0');

function confirmedNote(key: string, confirmation: Confirmation): Note {
  const { on, where, method, means } = confirmation;
  return note(key, { on, where, method, means });
}

/** On the roster and not confirmed (A47, A73). Whoever was found dead stands on it too, with the reason. */
function unconfirmed(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const reason = unconfirmedReason(facts, context.campaign);
  if (facts.roster === null || reason === undefined) return undefined;
  const announced = announcementOf(facts, context.today);
  const attempts = contactLog(facts);
  return lineOf(facts, context, [
    note('reason', { reason }),
    // A reason of its own says that nobody has tried yet.
    ...(attempts.length === 0
      ? reason === 'U16'
        ? []
        : [note('no-attempt')]
      : [note('attempts', { count: attempts.length, last: attempts.at(-1)?.on ?? '' })]),
    ...(announced === undefined
      ? []
      : [note('announced', { from: announced.from, until: announced.lastDay })]),
  ]);
}

function suspension(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const { candidate } = suspensionQuestion(facts, context.campaign, context.today);
  if (candidate === null) return undefined;
  const { announcement, attempts, lastAttempt } = candidate;
  const { from, days } = announcement;
  return lineOf(facts, context, [
    note('candidate', { from, days }),
    note('attempts', { count: attempts, last: lastAttempt }),
  ]);
}

function pending(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const first = pendingVisit(facts, context.campaign);
  if (first === undefined) return undefined;
  const { visit, aliveClaim } = first;
  const key = aliveClaim ? 'alive-claim' : visit.outcome === 'REFERRED' ? 'referred' : 'pending';
  return lineOf(
    facts,
    context,
    [note(key, { at: visit.at, kiosk: visit.kiosk, seq: visit.seq })],
    `${aliveClaim ? 0 : 1}${visit.at}`,
  );
}

/** Drawn and without a result yet (A51). */
function sample(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const open = new Set<string>();
  for (const act of facts.acts) {
    if (act.act === 'drawn') open.add(act.draw);
    if (act.act === 'draw-result') open.delete(act.draw);
  }
  const [draw] = open;
  return draw === undefined ? undefined : lineOf(facts, context, [note('drawn', { draw })]);
}

function hardship(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const task = hardshipTask(facts, context.today);
  if (task === undefined) return undefined;
  const { measures, responsible, followUp, overdue } = task;
  return lineOf(
    facts,
    context,
    [
      note('hardship', { measures, responsible }),
      note(overdue ? 'follow-up-overdue' : 'follow-up', { on: followUp ?? '' }),
    ],
    overdue ? '0' : '1',
  );
}

function duplicates(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const found = duplicateOf(facts, context.campaign);
  if (found === undefined) return undefined;
  return lineOf(facts, context, [
    confirmedNote('counts', found.counts),
    ...found.others.map((other) => confirmedNote('counts-not', other)),
  ]);
}

function resume(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const task = resumeTask(facts, context.campaign);
  if (task === undefined) return undefined;
  const since = task.suspendedFrom;
  return lineOf(
    facts,
    context,
    [
      confirmedNote('confirmed-now', task.confirmation),
      since === null ? note('suspended-by-roster') : note('suspended-from', { month: since }),
    ],
    task.confirmation.on,
  );
}

function callbacks(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const wish = callBackOf(facts, context.campaign);
  if (wish === undefined) return undefined;
  return lineOf(facts, context, [note('call-back', { on: wish.on, kiosk: wish.visit.kiosk })], wish.visit.at);
}

/** Not visited at home yet, the oldest first: from them the township makes up its quota (A30, X31). */
function homeVisits(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const { state, flags } = standingOf(facts, context.campaign);
  if (facts.roster === null || flags.homeVisited || state === 'deceased') return undefined;
  const line = lineOf(facts, context, []);
  const notes = [note(state === 'confirmed' ? 'home-visit-confirmed' : 'home-visit-open')];
  return { ...line, rank: descending(line.age ?? 0), notes };
}

/** Confirmed and not looked at in the national system, the longest waiting first (A54, A57). */
function recheck(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const row = uncheckedRow(facts, context.campaign, context.today);
  if (row === undefined) return undefined;
  const notes = [confirmedNote('confirmed-now', row.confirmation), note('unchecked', { days: row.ageDays })];
  return lineOf(facts, context, notes, descending(row.ageDays));
}

/** Questions about a death, and months after a known one: questions to whoever pays, never debts (A24). */
function deaths(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const died = diedOn(facts);
  if (died !== undefined) {
    const months = monthsToAskAbout(died, context.today);
    if (months.length === 0) return undefined;
    const [first = '', last = ''] = [months[0], months.at(-1)];
    return lineOf(
      facts,
      context,
      [note('months-after-death', { died, count: months.length, first, last })],
      '1',
    );
  }
  const questions = deathQuestions(facts);
  if (questions.length === 0) return undefined;
  const notes = questions.map(({ raisedBy, source }) =>
    note(`death-by-${raisedBy}`, { source: source ?? '' }),
  );
  return lineOf(facts, context, notes, '0');
}

/** Hits of other offices' lists that do not speak of a death: 待核实 (A58). */
function hits(facts: PersonFacts, context: ListContext): ListLine | undefined {
  const open = openHits(facts).filter(({ kind }) => !isAboutDeath(kind));
  if (open.length === 0) return undefined;
  return lineOf(
    facts,
    context,
    open.map(({ kind, source, sourceDate }) => note(`hit-${kind}`, { source, on: sourceDate })),
  );
}

/** Every list that the tool makes. */
export const LIST_KINDS = {
  unconfirmed: { line: unconfirmed, order: byPlace },
  suspension: { line: suspension, order: byPlace },
  pending: { line: pending, order: byRank },
  sample: { line: sample, order: byPlace },
  hardship: { line: hardship, order: byPlace },
  duplicates: { line: duplicates, order: byPlace },
  resume: { line: resume, order: byRank },
  callbacks: { line: callbacks, order: byRank },
  'home-visits': { line: homeVisits, order: byPlace },
  recheck: { line: recheck, order: byRank },
  deaths: { line: deaths, order: byPlace },
  hits: { line: hits, order: byPlace },
} as const satisfies Record<string, ListKind>;

export type ListName = keyof typeof LIST_KINDS;

/** Names of the lists, as the command line takes them. */
export const LIST_NAMES: readonly ListName[] = Object.keys(LIST_KINDS).filter(isListName);

/** Whether a text names a list. */
export function isListName(text: string): text is ListName {
  return Object.hasOwn(LIST_KINDS, text);
}
