import { createHash } from 'node:crypto';
import type { Named, Naming } from '../lists/index.ts';
import { ANNOUNCEMENT_DAYS, type Candidate, followingMonth } from '../steps/index.ts';
import { short } from './columns.ts';
import { footOf, issuerOf, monthOnPaper, type PaperContext, todayOf } from './context.ts';
import { type Extra, listTable } from './list-table.ts';
import type { Paper } from './paper.ts';

/** Characters of a digest on paper: enough to hold two papers against each other by eye. */
const SHOWN_DIGEST = 16;

/** Everything that makes a sheet of candidates the one it is. */
export interface SheetContent {
  readonly year: number;
  /** ISO instant of the facts. */
  readonly asOf: string;
  readonly preparedBy: string;
  readonly persons: readonly string[];
}

/**
 * Hex SHA-256 that names a sheet: of its year, instant, preparer and persons in order, a line each. It is the same
 * whether the sheet is printed masked or open, and stands in the county's ledger with the approval.
 */
export function sheetDigest({ year, asOf, preparedBy, persons }: SheetContent): string {
  const head = ['youfu-suspension-sheet/1', `year ${year}`, `as-of ${asOf}`, `prepared-by ${preparedBy}`];
  return createHash('sha256')
    .update(`${[...head, ...persons].join('\n')}\n`)
    .digest('hex');
}

/** What the sheet is of. */
export interface SheetFacts {
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly named: readonly Named[];
  readonly naming: Naming;
  readonly preparedBy: string;
}

/**
 * The sheet of candidates for an approver to look at (A49). The candidates must be of this very moment. It stops
 * nothing: the county does, in the payer's system, from the month after the approval.
 */
export function suspensionSheet(context: PaperContext, facts: SheetFacts): Paper {
  const { say, campaign, asOf } = context;
  const { named, naming, preparedBy, candidates } = facts;
  const today = todayOf(context);
  const of = (person: string): Candidate | undefined => candidates.get(person);
  const extra: Extra[] = [
    { column: short(say, 'announced-from', 22), cell: (line) => of(line.person)?.announcement.from ?? '' },
    { column: short(say, 'announced-days', 16), cell: (line) => of(line.person)?.announcement.days ?? '' },
    { column: short(say, 'attempts', 16), cell: (line) => of(line.person)?.attempts ?? '' },
    { column: short(say, 'last-attempt', 22), cell: (line) => of(line.person)?.lastAttempt ?? '' },
    { column: short(say, 'opinion', 36), cell: () => '' },
  ];
  const persons = named.map(({ line }) => line.person);
  const digest = sheetDigest({ year: campaign.year, asOf, preparedBy, persons });
  const title = say('sheet.title', { year: campaign.year });
  return {
    slug: 'suspension-sheet',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title,
    mark: say('paper.internal'),
    blocks: [
      { kind: 'paragraph', text: say('sheet.text', { count: named.length, days: ANNOUNCEMENT_DAYS }) },
      listTable(context, title, named, naming, { extra, notes: 0 }),
      { kind: 'paragraph', text: say('sheet.month', { month: monthOnPaper(say, followingMonth(today)) }) },
      { kind: 'paragraph', text: say('sheet.prepared', { by: preparedBy.replace(/^cli:/, '') }) },
    ],
    closing: {
      issuer: issuerOf(context),
      date: say('paper.date-blank'),
      seal: true,
      signatures: [say('sign.prepared'), say('sign.checked'), say('sign.approved')],
    },
    asOf,
    foot: footOf(context, [say('sheet.digest', { digest: digest.slice(0, SHOWN_DIGEST) })]),
  };
}
