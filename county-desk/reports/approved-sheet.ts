import type { Named, Naming } from '../lists/index.ts';
import type { Approval, Hindrance } from '../steps/index.ts';
import { text } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, monthOnPaper, type PaperContext, todayOf } from './context.ts';
import { listTable } from './list-table.ts';
import type { Block, Paper } from './paper.ts';

/** Of whom an approval is, with names as far as they were opened. */
export interface ApprovedFacts {
  readonly approval: Approval;
  readonly approver: string;
  readonly approved: readonly Named[];
  readonly takenOff: readonly Named[];
  readonly naming: Naming;
}

/** What was approved and from which month on, and who was taken off since the sheet was prepared, with the reason. */
export function approvedSheet(context: PaperContext, facts: ApprovedFacts): Paper {
  const { say, campaign, asOf } = context;
  const { approval, approver, approved, takenOff, naming } = facts;
  const title = say('approved.title', { year: campaign.year });
  const why = new Map(approval.takenOff.map(({ person, hindrances }) => [person, hindrances]));
  const words = (hindrances: readonly Hindrance[]): string =>
    hindrances.map((hindrance) => say(`hindrance.${hindrance}`)).join('；');
  const extra = [
    {
      column: text(say, 'off-because', 60),
      cell: ({ person }: { person: string }) => words(why.get(person) ?? []),
    },
  ];
  const off: Block[] =
    takenOff.length === 0
      ? []
      : [
          { kind: 'paragraph', text: say('approved.taken-off', { count: takenOff.length }) },
          listTable(context, say('column.off-because'), takenOff, naming, { extra, notes: 0 }),
        ];
  return {
    slug: 'suspension-approved',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title,
    mark: say('paper.internal'),
    blocks: [
      {
        kind: 'paragraph',
        text: say('approved.text', {
          approver,
          count: approved.length,
          month: monthOnPaper(say, approval.fromMonth),
        }),
      },
      listTable(context, title, approved, naming, { notes: 0 }),
      ...off,
    ],
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, todayOf(context)),
      seal: true,
      signatures: [say('sign.prepared'), say('sign.approved')],
    },
    asOf,
    foot: footOf(context),
  };
}
