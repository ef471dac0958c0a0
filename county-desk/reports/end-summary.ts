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
import { bandTable, benefitTable, quotaTable, reasonTable, townshipTable } from './progress-tables.ts';

/** Lines left to write problems and proposals on. */
const RULED = 5;

/**
 * The summary at the end (A73): figures, a line per unconfirmed person with the reason, room for problems and
 * proposals. It may fall inside the announcement (T8): hence its instant at the foot of each page.
 */
export function endSummary(
  context: PaperContext,
  progress: Progress,
  unconfirmed: readonly Named[],
  naming: Naming,
): Paper {
  const { say, campaign, asOf } = context;
  const { total, notOnRoster } = progress.figures;
  const day = dayOnPaper(say, todayOf(context));
  return {
    slug: 'summary',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title: say('summary.title', { year: campaign.year }),
    mark: say('paper.internal'),
    blocks: [
      { kind: 'heading', level: 1, text: say('summary.basic') },
      {
        kind: 'paragraph',
        text: say('summary.basic-text', {
          day,
          roster: total.tally.roster,
          deceased: total.tally.states.deceased,
          confirmed: total.tally.states.confirmed,
          rate: rateText(total.percent),
          open: total.remaining,
          strangers: Object.values(notOnRoster).reduce((sum, number) => sum + number, 0),
        }),
      },
      { kind: 'heading', level: 2, text: say('summary.bands') },
      bandTable(context, progress),
      { kind: 'heading', level: 2, text: say('summary.benefits') },
      benefitTable(context, progress),
      { kind: 'heading', level: 2, text: say('summary.townships') },
      townshipTable(context, progress),
      { kind: 'heading', level: 2, text: say('summary.quota') },
      quotaTable(context, progress),
      { kind: 'heading', level: 1, text: say('summary.reasons') },
      reasonTable(context, progress),
      { kind: 'heading', level: 1, text: say('summary.explanations') },
      explanationTable(context, unconfirmed, naming),
      { kind: 'heading', level: 1, text: say('summary.problems') },
      { kind: 'ruled', lines: RULED },
      { kind: 'heading', level: 1, text: say('summary.proposals') },
      { kind: 'ruled', lines: RULED },
    ],
    closing: {
      issuer: issuerOf(context),
      date: day,
      seal: true,
      signatures: [say('sign.prepared'), say('sign.checked'), say('sign.bureau-head')],
    },
    asOf,
    foot: footOf(context, [denominatorOf(context)]),
  };
}
