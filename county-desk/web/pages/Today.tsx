import type { ListName } from '../../lists/index.ts';
import type { DeviceLine } from '../overview/device-line.ts';
import type { Progress } from '../overview/progress.ts';
import type { Todo } from '../overview/todo.ts';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { percent, ShareBar } from '../parts/ShareBar.tsx';
import { type TextKey, text } from '../text.ts';

interface Task {
  readonly key: string;
  readonly count: number;
  readonly name: TextKey;
  readonly why: string;
  readonly href: string;
  /** Cannot wait until tomorrow. */
  readonly urgent: boolean;
}

/** What a day asks for, the most urgent first. */
function tasksOf(todo: Todo, devices: readonly DeviceLine[]): readonly Task[] {
  const of = (list: ListName) => todo.counts.get(list) ?? 0;
  const devicesWith = (holds: (device: DeviceLine) => boolean) => devices.filter(holds).length;
  const list = (key: ListName, name: TextKey, why: TextKey, urgent = false): Task => ({
    key,
    count: of(key),
    name,
    why: text(why),
    href: `/queues/${key}`,
    urgent,
  });
  return [
    {
      key: 'alive',
      count: todo.aliveClaims,
      name: 'today.alive',
      why: text('today.aliveWhy'),
      href: '/queues/pending',
      urgent: true,
    },
    {
      key: 'alarms',
      count: devicesWith(({ alarms }) => alarms.length > 0),
      name: 'today.alarms',
      why: text('today.alarmsWhy'),
      href: '/devices',
      urgent: true,
    },
    list('resume', 'today.resume', 'today.resumeWhy', true),
    {
      key: 'silent',
      count: devicesWith(({ silent }) => silent),
      name: 'today.silent',
      why: text('today.silentWhy'),
      href: '/devices',
      urgent: true,
    },
    { ...list('pending', 'today.pending', 'today.pendingWhy'), count: of('pending') - todo.aliveClaims },
    list('callbacks', 'today.callbacks', 'today.callbacksWhy'),
    list('deaths', 'today.deaths', 'today.deathsWhy'),
    {
      ...list('recheck', 'today.recheck', 'today.recheckWhy'),
      why: text('today.recheckWhy', { days: todo.oldestUncheckedDays }),
    },
    list('hits', 'today.hits', 'today.hitsWhy'),
    list('hardship', 'today.hardship', 'today.hardshipWhy'),
    list('duplicates', 'today.duplicates', 'today.duplicatesWhy'),
    {
      key: 'draws',
      count: todo.drawsOwed,
      name: 'today.draws',
      why: text('today.drawsWhy', { open: todo.drawnOpen }),
      href: '/draws',
      urgent: false,
    },
    list('suspension', 'today.suspension', 'today.suspensionWhy'),
  ];
}

interface TodayProps {
  readonly context: PageContext;
  readonly todo: Todo;
  readonly devices: readonly DeviceLine[];
  readonly total: Progress;
}

/** 今日: what needs doing first. */
export function Today({ context, todo, devices, total }: TodayProps) {
  const tasks = tasksOf(todo, devices);
  const open = tasks.filter(({ count }) => count > 0);
  const done = tasks.filter(({ count }) => count <= 0);
  return (
    <Frame context={context} screen="today" title={text('today.title')} place="/">
      <section class="year" aria-label={text('today.year')}>
        <p>
          {text('today.confirmed', { confirmed: total.confirmed, people: total.people })}
          <b>{percent(total.confirmed, total.people)}</b>
        </p>
        <ShareBar part={total.confirmed} of={total.people} />
      </section>
      {open.length === 0 ? <p class="nothing">{text('today.nothing')}</p> : null}
      <ol class="tasks">
        {open.map((task) => (
          <li key={task.key} class={task.urgent ? 'urgent' : undefined} data-task={task.key}>
            <a href={task.href}>
              <b class="count">{task.count}</b>
              <span class="what">
                <b>{text(task.name)}</b>
                <span>{task.why}</span>
              </span>
              {task.urgent ? <span class="flag">{text('today.urgent')}</span> : null}
            </a>
          </li>
        ))}
      </ol>
      {done.length === 0 ? null : (
        <p class="quiet">{text('today.done', { names: done.map(({ name }) => text(name)).join('、') })}</p>
      )}
    </Frame>
  );
}
