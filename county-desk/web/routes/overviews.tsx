import { pagesOf, ROWS_OF_PAGE } from '../listing.ts';
import { deviceLines } from '../overview/device-line.ts';
import { progressOf } from '../overview/progress.ts';
import { todoOf } from '../overview/todo.ts';
import { LedgerPage } from '../pages/LedgerPage.tsx';
import { ProgressPage } from '../pages/ProgressPage.tsx';
import { Today } from '../pages/Today.tsx';
import { ALL, type Answer, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';

/** Pages that show how things stand. */
export const OVERVIEW_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', who: ALL, handle: today },
  { method: 'GET', path: '/progress', who: ALL, handle: progress },
  { method: 'GET', path: '/ledger', who: ALL, handle: ledger },
];

async function today(visit: OwnVisit): Promise<Answer> {
  const everybody = await visit.desk.overview.everybody();
  return page(
    <Today
      context={contextOf(visit, everybody.asOf)}
      todo={todoOf(everybody)}
      devices={await deviceLines(visit.desk.parts)}
      total={progressOf(everybody.figures).total}
    />,
  );
}

async function progress(visit: OwnVisit): Promise<Answer> {
  const everybody = await visit.desk.overview.everybody();
  return page(
    <ProgressPage
      context={contextOf(visit, everybody.asOf)}
      parameters={everybody.figures.parameters}
      progress={progressOf(everybody.figures)}
    />,
  );
}

/** The latest entries first; only those of the page are read. */
async function ledger(visit: OwnVisit): Promise<Answer> {
  const { store } = visit.desk.parts;
  const total = await store.actCount();
  const list = pagesOf(total, visit.query.get('page'));
  const end = total - (list.page - 1) * ROWS_OF_PAGE;
  const from = Math.max(0, end - ROWS_OF_PAGE);
  const entries = (await store.acts(from, end - from)).toReversed();
  return page(<LedgerPage context={contextOf(visit)} list={list} entries={entries} />);
}
