import type { Named, Naming } from '../lists/index.ts';
import type { HardshipTask } from '../steps/index.ts';
import { short, text } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import { type Extra, listTable } from './list-table.ts';
import type { Paper } from './paper.ts';

/** The register of those still in hardship: measures, who is responsible, when it is looked at again (A26, A75). */
export function hardshipPaper(
  context: PaperContext,
  named: readonly Named[],
  naming: Naming,
  tasks: ReadonlyMap<string, HardshipTask>,
): Paper {
  const { say, campaign, asOf } = context;
  const title = say('hardship.title', { year: campaign.year });
  const extra: Extra[] = [
    { column: text(say, 'measures', 60), cell: (line) => tasks.get(line.person)?.measures ?? '' },
    { column: short(say, 'responsible', 22), cell: (line) => tasks.get(line.person)?.responsible ?? '' },
    { column: short(say, 'follow-up', 22), cell: (line) => tasks.get(line.person)?.followUp ?? '' },
  ];
  return {
    slug: 'hardship',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title,
    mark: say('paper.internal'),
    blocks: [
      listTable(context, title, named, naming, { extra, notes: 0 }),
      { kind: 'paragraph', text: say('list.count', { count: named.length }) },
    ],
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, todayOf(context)),
      seal: true,
      signatures: [say('sign.prepared'), say('sign.checked')],
    },
    asOf,
    foot: footOf(context),
  };
}
