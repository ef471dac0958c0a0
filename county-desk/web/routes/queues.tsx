import { z } from 'zod';
import type { RosterRow } from '../../../domain/index.ts';
import type { ListName } from '../../lists/index.ts';
import { parseForm, Reason } from '../form.ts';
import { listing } from '../listing.ts';
import { linesOf, townshipsOf } from '../overview/list-lines.ts';
import type { Everybody } from '../overview/overview.ts';
import { todoOf } from '../overview/todo.ts';
import { QUEUES, QueuePage } from '../pages/QueuePage.tsx';
import { ALL, type Answer, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';
import { refused } from './refused.ts';

const OpenForm = z.object({ reason: Reason, township: z.string().max(60), page: z.string().max(6) });

/** The queues, and the names on one page of them. */
export const QUEUE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/queues/:queue', who: ALL, handle: queue },
  { method: 'POST', path: '/queues/:queue/open', who: ALL, handle: openNames },
];

async function queue(visit: OwnVisit): Promise<Answer> {
  const name = queueOf(visit);
  if (name === undefined) return refused(visit, { code: 'E-COUNTY-132' });
  const everybody = await visit.desk.overview.everybody();
  const asked = visit.query.get('township') ?? '';
  return page(queuePage(visit, name, everybody, asked === 'all' ? '' : asked, visit.query.get('page')));
}

/** The same page with names: shown in this one answer, and nowhere kept. */
async function openNames(visit: OwnVisit): Promise<Answer> {
  const name = queueOf(visit);
  if (name === undefined) return refused(visit, { code: 'E-COUNTY-132' });
  const parsed = parseForm(OpenForm, visit.form);
  if (!parsed.ok) return refused(visit, parsed.error);
  const { reason, township } = parsed.value;
  const everybody = await visit.desk.overview.everybody();
  const list = listing(linesOf(everybody, name, township), parsed.value.page);
  const opened = await visit.desk.parts.openRows(
    list.rows.map(({ person }) => person),
    { operator: visit.session.account.name, reason, what: 'list' },
  );
  if (!opened.ok) return refused(visit, opened.error);
  return page(queuePage(visit, name, everybody, township, parsed.value.page, opened.value));
}

function queueOf({ params }: OwnVisit): ListName | undefined {
  return QUEUES.find((name) => name === params.queue);
}

function queuePage(
  visit: OwnVisit,
  name: ListName,
  everybody: Everybody,
  township: string,
  asked: string | null,
  opened?: ReadonlyMap<string, RosterRow>,
) {
  return (
    <QueuePage
      context={contextOf(visit, everybody.asOf)}
      queue={name}
      todo={todoOf(everybody)}
      township={township}
      townships={townshipsOf(everybody)}
      list={listing(linesOf(everybody, name, township), asked)}
      {...(opened === undefined ? {} : { opened })}
    />
  );
}
