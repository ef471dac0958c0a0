import type { Say } from '../../config/index.ts';
import type { Named, Naming } from '../lists/index.ts';
import { type DrawnStratum, type Frame, frameDigest } from '../spot-check/index.ts';
import { count, short, text } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import { type Extra, listTable } from './list-table.ts';
import type { Paper } from './paper.ts';

/** A draw as it was made. */
export interface DrawFacts {
  readonly draw: string;
  readonly seed: string;
  readonly size: number;
  readonly frame: Frame;
  readonly strata: readonly DrawnStratum[];
}

/** The paper of a draw: what it was made from, so that anybody can redo it, and whom to visit (A51). */
export function drawPaper(
  context: PaperContext,
  facts: DrawFacts,
  named: readonly Named[],
  naming: Naming,
): Paper {
  const { say, asOf, campaign } = context;
  const { draw, seed, size, frame, strata } = facts;
  const by = frame.by.map((key) => say(`stratum.${key}`)).join('、');
  const title = say('draw.title', { year: campaign.year });
  const extra: Extra[] = [{ column: short(say, 'finding', 50), cell: () => '' }];
  return {
    slug: 'draw',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title,
    mark: say('paper.internal'),
    blocks: [
      {
        kind: 'paragraph',
        text: say('draw.text', { draw, seed, size, by, factor: frame.factor, frame: frameDigest(frame) }),
      },
      { kind: 'paragraph', text: say('draw.redo') },
      { kind: 'heading', level: 1, text: say('draw.strata') },
      {
        kind: 'table',
        name: say('draw.strata'),
        columns: [text(say, 'stratum', 90), count(say, 'people'), count(say, 'weight'), count(say, 'drawn')],
        rows: strata
          .filter(({ drawn }) => drawn.length > 0)
          .map(({ name, people, weight, drawn }) => [stratumText(say, name), people, weight, drawn.length]),
      },
      { kind: 'heading', level: 1, text: say('draw.people') },
      listTable(context, say('draw.people'), named, naming, { extra, notes: 0 }),
    ],
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, todayOf(context)),
      seal: true,
      signatures: [say('sign.inspector'), say('sign.checked')],
    },
    asOf,
    foot: footOf(context),
  };
}

/** A stratum's name in words: `means=staff/age=80+`. */
function stratumText(say: Say, name: string): string {
  return name
    .split('/')
    .map((part) => {
      const [key = '', value = ''] = part.split('=');
      if (key === 'means') return say(`means.${value}`);
      if (key === 'age' && value !== '-') return say(`band.${value}`);
      return value;
    })
    .join(' · ');
}
