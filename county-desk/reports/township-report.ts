import type { Named, Naming } from '../lists/index.ts';
import {
  dayOnPaper,
  denominatorOf,
  footOf,
  issuerOf,
  type PaperContext,
  rateText,
  todayOf,
} from './context.ts';
import { explanationTable } from './explanations.ts';
import type { Paper } from './paper.ts';
import type { Progress } from './progress.ts';
import { bandTable, quotaTable, waitingOf } from './progress-tables.ts';

/** What a township's head checks, signs and seals (A71). `progress` and `unconfirmed` are of this township only. */
export function townshipReport(
  context: PaperContext,
  township: string,
  progress: Progress,
  unconfirmed: readonly Named[],
  naming: Naming,
): Paper {
  const { say, campaign, asOf } = context;
  const { total } = progress.figures;
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
          roster: total.tally.roster,
          deceased: total.tally.states.deceased,
          confirmed: total.tally.states.confirmed,
          rate: rateText(total.percent),
          pending: waitingOf(total.tally),
          open: total.remaining,
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
    foot: footOf(context, [denominatorOf(context), say('paper.scope', { scope: township })]),
  };
}
