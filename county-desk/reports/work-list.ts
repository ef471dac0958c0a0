import type { WorkItem } from '../exchange/index.ts';
import type { Named } from '../lists/index.ts';
import { code, running, short, text } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import type { Paper } from './paper.ts';

/** Rows that the national system gave back, for one township, under the ids that they went out with (A56, A59). */
export function workList(
  context: PaperContext,
  township: string,
  items: readonly WorkItem[],
  named: ReadonlyMap<string, Named>,
): Paper {
  const { say, asOf } = context;
  return {
    slug: 'work-list',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title: say('work.title'),
    mark: say('paper.internal'),
    blocks: [
      { kind: 'paragraph', text: say('work.text') },
      {
        kind: 'table',
        name: say('work.title'),
        columns: [
          running(say),
          short(say, 'village', 24),
          code(say, 'record-id', 50),
          short(say, 'name', 24),
          text(say, 'returned-reason', 80),
          text(say, 'corrected', 80),
        ],
        rows: items.map(({ person, village, recordId, reason }, i) => [
          i + 1,
          village,
          recordId,
          named.get(person)?.name ?? '',
          reason,
          '',
        ]),
      },
    ],
    closing: {
      issuer: township === '' ? issuerOf(context) : township,
      date: dayOnPaper(say, todayOf(context)),
      seal: false,
      signatures: [say('sign.prepared'), say('sign.checked')],
    },
    asOf,
    foot: footOf(context, [
      say('paper.scope', { scope: township === '' ? say('paper.not-on-roster') : township }),
    ]),
  };
}
