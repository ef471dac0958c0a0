import { z } from 'zod';
import { fail, ok, type Result } from '../../../domain/index.ts';
import { DEFAULT_FACTOR, makeDraw, makeFrame, STRATUM_KEYS } from '../../spot-check/index.ts';
import { drawsOwed } from '../../steps/index.ts';
import { Line, parseForm } from '../form.ts';
import { listing } from '../listing.ts';
import type { Everybody } from '../overview/overview.ts';
import { DrawPage } from '../pages/DrawPage.tsx';
import { DrawsPage } from '../pages/DrawsPage.tsx';
import { ALL, type Answer, CLERKS, go, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';
import { refused } from './refused.ts';

const Yes = z.literal('yes').optional();
const DrawForm = z.object({
  size: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().int().min(1).max(1000)),
  seed: Line.pipe(z.string().min(1)),
  'by-township': Yes,
  'by-age': Yes,
  'by-operator': Yes,
});

/** Spot checks. A result is entered on the person's page. */
export const DRAW_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/draws', who: ALL, handle: draws },
  { method: 'POST', path: '/draws', who: CLERKS, handle: begin },
  { method: 'GET', path: '/draws/:draw', who: ALL, handle: draw },
];

async function draws(visit: OwnVisit): Promise<Answer> {
  const everybody = await visit.desk.overview.everybody();
  const { year } = visit.desk.parts.campaign;
  const begun = (await visit.desk.watch.draws()).filter((one) => one.year === year);
  const counts = countsOf(everybody);
  const lines = begun.map((one) => ({ ...one, ...(counts.get(one.draw) ?? { drawn: 0, results: 0 }) }));
  const owed = drawsOwed(lines.filter(({ drawn }) => drawn > 0).length);
  return page(<DrawsPage context={contextOf(visit, everybody.asOf)} draws={lines} owed={owed} />);
}

async function begin(visit: OwnVisit): Promise<Answer> {
  const { desk, session, form } = visit;
  const done = await desk.once(form.form ?? '', async (): Promise<Result<string>> => {
    const parsed = parseForm(DrawForm, form);
    if (!parsed.ok) return parsed;
    const { size, seed } = parsed.value;
    const by = STRATUM_KEYS.filter((key) => form[`by-${key}`] === 'yes');
    const { campaign, store, log, clock } = desk.parts;
    const asOf = new Date(clock()).toISOString();
    const frame = await makeFrame(store.persons(campaign.year, asOf), campaign, asOf, by, DEFAULT_FACTOR);
    const made = await makeDraw(frame, { seed, size, by: session.account.name }, log);
    if (!made.ok) return made;
    await desk.overview.afresh();
    return ok(made.value.draw);
  });
  if (done === undefined) return go('/draws');
  return done.ok ? go(`/draws/${done.value}`, 'draw-begun') : refused(visit, done.error);
}

async function draw(visit: OwnVisit): Promise<Answer> {
  const begun = (await visit.desk.watch.draws()).find((one) => one.draw === visit.params.draw);
  if (begun === undefined) return refused(visit, fail('E-COUNTY-132').error);
  const everybody = await visit.desk.overview.everybody();
  const lines = [...everybody.lines.values()].filter((line) => line.draws.has(begun.draw));
  const isOpen = (line: (typeof lines)[number]) => line.draws.get(begun.draw) === false;
  lines.sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.person < b.person ? -1 : 1));
  return page(
    <DrawPage
      context={contextOf(visit, everybody.asOf)}
      draw={begun}
      list={listing(lines, visit.query.get('page'))}
      open={lines.filter(isOpen).length}
    />,
  );
}

function countsOf({ lines }: Everybody): ReadonlyMap<string, { drawn: number; results: number }> {
  const counts = new Map<string, { drawn: number; results: number }>();
  for (const line of lines.values())
    for (const [id, hasResult] of line.draws) {
      const { drawn, results } = counts.get(id) ?? { drawn: 0, results: 0 };
      counts.set(id, { drawn: drawn + 1, results: results + (hasResult ? 1 : 0) });
    }
  return counts;
}
