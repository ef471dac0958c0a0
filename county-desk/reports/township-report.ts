import type { Named, Naming } from '../lists/index.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, percent, todayOf } from './context.ts';
import { explanationTable } from './explanations.ts';
import type { Paper } from './paper.ts';
import { type Progress, pendingOf } from './progress.ts';
import { bandTable, quotaTable } from './progress-tables.ts';

/** What a township's head checks, signs and seals (A71). `progress` and `unconfirmed` are of this township only. */
export function townshipReport(
  context: PaperContext,
  township: string,
  progress: Progress,
  unconfirmed: readonly Named[],
  naming: Naming,
): Paper {
  const { say, campaign, asOf } = context;
  const { all } = progress;
  const day = dayOnPaper(say, todayOf(context));
  return {
    slug: 'township',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title: say('township.title', { township, year: campaign.year }),
    mark: say('paper.internal'),
    blocks: [
      {
        kind: 'paragraph',
        text: say('township.text', {
          day,
          roster: all.roster,
          confirmed: all.confirmed,
          rate: percent(all.confirmed, all.roster),
          pending: pendingOf(all),
          open: all.roster - all.confirmed,
        }),
      },
      bandTable(context, progress),
      quotaTable(context, progress),
      explanationTable(context, unconfirmed, naming),
      { kind: 'paragraph', text: say('township.statement') },
    ],
    closing: {
      issuer: township,
      date: say('paper.date-blank'),
      seal: true,
      signatures: [say('sign.prepared'), say('sign.station-head'), say('sign.township-head')],
    },
    asOf,
    foot: footOf(context, [say('paper.denominator'), say('paper.scope', { scope: township })]),
  };
}
