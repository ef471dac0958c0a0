import type { Named } from '../lists/index.ts';
import { ANNOUNCEMENT_DAYS, lastAnnouncedDay } from '../steps/index.ts';
import { code, running, short, text } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import type { Paper } from './paper.ts';

/** Where a public list hangs: on a township's board, or on that of one village. */
export interface Place {
  readonly township: string;
  readonly village: string | null;
}

/**
 * The announcement of those who are not confirmed yet (A47): for a board or a web page. It shows what lets a person
 * know that they are meant and nothing beyond: no full name, number, age, benefit or reason (PIPL Art. 25). `named`
 * comes from naming `public`.
 */
export function publicList(
  context: PaperContext,
  named: readonly Named[],
  place: Place,
  from: string,
): Paper {
  const { say, campaign, asOf, settings } = context;
  const { year } = campaign;
  const where = say('public.place', { township: place.township, village: place.village ?? '' });
  const { phone } = settings;
  return {
    slug: 'public-list',
    style: 'red-head',
    orientation: 'portrait',
    issuer: issuerOf(context),
    number: null,
    title: say('public.title', { year }),
    mark: null,
    blocks: [
      { kind: 'addressee', text: say('public.addressee', { place: where }) },
      { kind: 'paragraph', text: say('public.why', { year, day: dayOnPaper(say, todayOf(context)) }) },
      { kind: 'paragraph', text: say('public.what') },
      {
        kind: 'paragraph',
        text: say('public.period', {
          from: dayOnPaper(say, from),
          until: dayOnPaper(say, lastAnnouncedDay(from)),
          days: ANNOUNCEMENT_DAYS,
        }),
      },
      { kind: 'paragraph', text: phone === '' ? say('public.phone-blank') : say('public.phone', { phone }) },
      {
        kind: 'table',
        name: where,
        columns: [running(say), text(say, 'village', 34), short(say, 'name', 34), code(say, 'id-tail', 24)],
        rows: named.map(({ line, name, idNumber }, i) => [i + 1, line.village, name, idNumber]),
      },
    ],
    closing: { issuer: issuerOf(context), date: dayOnPaper(say, from), seal: true, signatures: [] },
    asOf,
    foot: [footOf(context)[0] ?? ''],
  };
}
