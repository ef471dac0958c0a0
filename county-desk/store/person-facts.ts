import { z } from 'zod';
import { Means, Method, Outcome, RosterStatus } from '../../domain/index.ts';
import { PersonAct } from '../acts/index.ts';
import { actsForYear, type PersonFacts, type RosterFacts, type VisitFact } from '../persons/index.ts';
import { actIn } from './act-rows.ts';
import { instant } from './instants.ts';
import { versionInForce } from './roster-rows.ts';
import type { Sql } from './sql.ts';

/** People that are held in memory at once. */
const PAGE_PERSONS = 2000;

const Person = z.object({ person: z.string() });

const RosterRow = z.object({
  person: z.string(),
  version: z.number().int(),
  born: z.string(),
  township: z.string(),
  village: z.string(),
  benefitType: z.string(),
  status: RosterStatus,
});

const VisitRow = z.object({
  person: z.string(),
  kiosk: z.string(),
  seq: z.number().int(),
  at: z.string(),
  clock: z.enum(['good', 'suspect']),
  visit: z.string().nullable(),
  event: z.enum(['visit-outcome', 'callback-wanted']),
  outcome: Outcome.nullable(),
  method: Method.nullable(),
  means: Means.nullable(),
  operator: z.string().nullable(),
});

const ActRow = z.object({ person: z.string(), body: z.string() });

/** The digests after `after`, in order, at most a page of them: of the roster and of the year's visits together. */
const NEXT_PERSONS = `SELECT person FROM (
    SELECT person FROM (SELECT person FROM roster WHERE version = ? AND person > ? ORDER BY person LIMIT ?) r
    UNION
    SELECT person FROM (SELECT DISTINCT person FROM visit WHERE year = ? AND at <= ? AND person > ?
      ORDER BY person LIMIT ?) v
  ) both_of_them ORDER BY person LIMIT ?`;

const ROSTER_ROWS = `SELECT person, version, born, township, village, benefit_type AS "benefitType", status
  FROM roster WHERE version = ? AND person >= ? AND person <= ? ORDER BY person`;

/** The operator is the one who judged last in that visit: where a second one is asked for, theirs is the decision. */
const VISIT_ROWS = `SELECT v.person, v.kiosk, v.seq, v.at, v.clock, v.visit, v.event, v.outcome, v.method, v.means,
    (SELECT j.operator FROM judgement j WHERE j.kiosk = v.kiosk AND j.visit = v.visit AND j.at <= ?
      ORDER BY j.seq DESC LIMIT 1) AS operator
  FROM visit v WHERE v.year = ? AND v.at <= ? AND v.person >= ? AND v.person <= ?
  ORDER BY v.person, v.at, v.kiosk, v.seq`;

const ACT_ROWS = `SELECT person, body FROM act WHERE at <= ? AND person >= ? AND person <= ?
  ORDER BY person, seq`;

interface Question {
  readonly version: number;
  readonly year: number;
  readonly asOf: string;
}

/** CountyStore.persons on one connection, whose view of the database should not change meanwhile. */
export async function* personsOn(sql: Sql, year: number, asOfText: string): AsyncGenerator<PersonFacts> {
  const asOf = instant(asOfText);
  const question = { version: await versionInForce(sql, asOf), year, asOf };
  for (let page = await pageAfter(sql, question, ''); page.length > 0; ) {
    // The database looks for the next page while this one is worked on.
    const next = pageAfter(sql, question, page.at(-1)?.person ?? '');
    try {
      yield* page;
    } finally {
      // Whoever stops reading leaves no question open on the connection, and does not ask what came of it.
      await next.catch(() => undefined);
    }
    page = await next;
  }
}

async function pageAfter(sql: Sql, question: Question, after: string): Promise<PersonFacts[]> {
  const { version, year, asOf } = question;
  const found = await sql.rows(Person, NEXT_PERSONS, [
    version,
    after,
    PAGE_PERSONS,
    year,
    asOf,
    after,
    PAGE_PERSONS,
    PAGE_PERSONS,
  ]);
  const digests = found.map(({ person }) => person);
  return digests.length === 0 ? [] : factsOfPage(sql, question, digests);
}

/** CountyStore.person. */
export async function personOn(
  sql: Sql,
  digest: string,
  year: number,
  asOfText: string,
): Promise<PersonFacts | undefined> {
  const asOf = instant(asOfText);
  const question = { version: await versionInForce(sql, asOf), year, asOf };
  const [facts] = await factsOfPage(sql, question, [digest]);
  const known = facts !== undefined && (facts.roster !== null || facts.visits.length > 0);
  return known ? facts : undefined;
}

async function factsOfPage(sql: Sql, question: Question, digests: readonly string[]): Promise<PersonFacts[]> {
  const { version, year, asOf } = question;
  const first = digests[0] ?? '';
  const last = digests.at(-1) ?? '';
  // One after another: a connection answers one question at a time.
  const rosterRows = await sql.rows(RosterRow, ROSTER_ROWS, [version, first, last]);
  const visitRows = await sql.rows(VisitRow, VISIT_ROWS, [asOf, year, asOf, first, last]);
  const actRows = await sql.rows(ActRow, ACT_ROWS, [asOf, first, last]);
  const roster = new Map<string, RosterFacts>();
  for (const { person, ...facts } of rosterRows) roster.set(person, facts);
  const visits = new Map<string, VisitFact[]>();
  for (const { person, ...visit } of visitRows) push(visits, person, visit);
  const acts = new Map<string, PersonAct[]>();
  for (const { person, body } of actRows) {
    // `opened` names a person too, but is no step of theirs.
    const act = PersonAct.safeParse(actIn(body).data);
    if (act.success) push(acts, person, act.data);
  }
  return digests.map((person) => ({
    person,
    roster: roster.get(person) ?? null,
    visits: visits.get(person) ?? [],
    acts: actsForYear(acts.get(person) ?? [], year),
  }));
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
