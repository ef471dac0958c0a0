import type { RosterRow } from '../../../domain/index.ts';
import type { ListName } from '../../lists/index.ts';
import type { Listing } from '../listing.ts';
import type { PersonLine } from '../overview/person-line.ts';
import type { Todo } from '../overview/todo.ts';
import { ActForm, ChoiceField, LineField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { Pager } from '../parts/Pager.tsx';
import { PeopleTable } from '../parts/PeopleTable.tsx';
import { text, word } from '../text.ts';

/** The queues in the order of their tabs. */
export const QUEUES: readonly ListName[] = [
  'pending',
  'resume',
  'callbacks',
  'deaths',
  'hits',
  'recheck',
  'hardship',
  'duplicates',
  'home-visits',
  'unconfirmed',
];

export interface QueueProps {
  readonly context: PageContext;
  readonly queue: ListName;
  readonly todo: Todo;
  readonly township: string;
  readonly townships: readonly string[];
  readonly list: Listing<PersonLine>;
  readonly opened?: ReadonlyMap<string, RosterRow>;
}

/** Address of one page of a queue. */
export function queueHref(queue: ListName, township: string, page = 1): string {
  const query = new URLSearchParams();
  if (township !== '') query.set('township', township);
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? `/queues/${queue}` : `/queues/${queue}?${query}`;
}

/** One queue: who waits for what, the most urgent first. */
export function QueuePage({ context, queue, todo, township, townships, list, opened }: QueueProps) {
  return (
    <Frame context={context} screen="queue" title={text('queue.title')} place="/queues/pending">
      <nav class="tabs" aria-label={text('queue.tabs')}>
        <ul>
          {QUEUES.map((name) => (
            <li key={name}>
              <a href={queueHref(name, township)} aria-current={name === queue ? 'page' : undefined}>
                {word('list', name)} <b>{todo.counts.get(name) ?? 0}</b>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="quiet">{word('queueHelp', queue)}</p>
      <form class="filter" method="get" action={`/queues/${queue}`}>
        <ChoiceField
          id="township"
          name="township"
          label={text('queue.township')}
          options={[['all', text('queue.allTownships')], ...townships.map((name) => [name, name] as const)]}
          value={township === '' ? 'all' : township}
        />
        <button class="quiet" type="submit" data-act="filter">
          {text('queue.filter')}
        </button>
      </form>
      {list.total === 0 ? (
        <p class="nothing">{text('queue.nothing')}</p>
      ) : (
        <>
          <PeopleTable
            caption={text('queue.caption', { name: word('list', queue), total: list.total })}
            lines={list.rows}
            list={queue}
            {...(opened === undefined ? {} : { opened })}
          />
          <Pager list={list} href={(page) => queueHref(queue, township, page)} />
          {opened === undefined ? (
            <section class="card" aria-labelledby="open">
              <h2 id="open">{text('queue.names')}</h2>
              <p>{text('queue.namesHelp', { count: list.rows.length })}</p>
              <ActForm
                session={context.session}
                action={`/queues/${queue}/open`}
                act="open-names"
                submit={text('queue.openNames')}
                kind="quiet"
              >
                <input type="hidden" name="township" value={township} />
                <input type="hidden" name="page" value={list.page} />
                <LineField
                  id="reason"
                  name="reason"
                  label={text('open.reason')}
                  hint={text('open.reasonHint')}
                />
              </ActForm>
            </section>
          ) : null}
        </>
      )}
    </Frame>
  );
}
