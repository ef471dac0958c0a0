import type { Named, Naming } from '../lists/index.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import { listTable } from './list-table.ts';
import type { Paper, Table } from './paper.ts';

/** One line per unconfirmed person with the reason's code (A73). `named` is of the list `unconfirmed`. */
export function explanationTable(context: PaperContext, named: readonly Named[], naming: Naming): Table {
  return listTable(context, context.say('summary.explanations'), named, naming);
}

/** The explanations as a paper of their own. */
export function explanationPaper(
  context: PaperContext,
  named: readonly Named[],
  naming: Naming,
  scope: string | null,
): Paper {
  const { say, campaign, asOf } = context;
  return {
    slug: 'explanations',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title: say('explain.title', { year: campaign.year }),
    mark: say('paper.internal'),
    blocks: [
      explanationTable(context, named, naming),
      { kind: 'paragraph', text: say('list.count', { count: named.length }) },
    ],
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, todayOf(context)),
      seal: true,
      signatures: [say('sign.prepared'), say('sign.checked'), say('sign.department-head')],
    },
    asOf,
    foot: footOf(context, scope === null ? [] : [say('paper.scope', { scope })]),
  };
}
