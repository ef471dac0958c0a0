import type { Named, Naming } from '../lists/index.ts';
import { short } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import { type Extra, listTable } from './list-table.ts';
import type { Paper } from './paper.ts';
import type { Progress } from './progress.ts';
import { quotaTable } from './progress-tables.ts';

/** Who has not been visited at home, for whoever goes there, with room to sign; first what the quota still asks (A30). */
export function homeVisitPaper(
  context: PaperContext,
  progress: Progress,
  named: readonly Named[],
  naming: Naming,
  scope: string | null,
): Paper {
  const { say, campaign, asOf } = context;
  const title = say('home-visits.title', { year: campaign.year });
  const extra: Extra[] = [
    { column: short(say, 'visited-on', 22), cell: () => '' },
    { column: short(say, 'visited-by', 22), cell: () => '' },
  ];
  return {
    slug: 'home-visits',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title,
    mark: say('paper.internal'),
    blocks: [
      { kind: 'paragraph', text: say('list.home-visits-notice') },
      quotaTable(context, progress),
      listTable(context, title, named, naming, { extra, notes: 40 }),
      { kind: 'paragraph', text: say('list.count', { count: named.length }) },
    ],
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, todayOf(context)),
      seal: false,
      signatures: [say('sign.station-head')],
    },
    asOf,
    foot: footOf(context, scope === null ? [] : [say('paper.scope', { scope })]),
  };
}
