import type { ComponentChildren } from 'preact';
import { minuteInChina } from '../../../domain/index.ts';
import type { Session } from '../../accounts/index.ts';
import { type TextKey, text, word } from '../text.ts';
import { HiddenToken } from './Form.tsx';
import { Html } from './Html.tsx';

/** The desk's main pages, in the order of the bar at the left. */
const PLACES: readonly (readonly [href: string, name: TextKey])[] = [
  ['/', 'nav.today'],
  ['/progress', 'nav.progress'],
  ['/queues/pending', 'nav.queues'],
  ['/people', 'nav.people'],
  ['/suspension', 'nav.suspension'],
  ['/draws', 'nav.draws'],
  ['/devices', 'nav.devices'],
  ['/papers', 'nav.papers'],
  ['/ledger', 'nav.ledger'],
];

/** What a page stands in. */
export interface PageContext {
  readonly session: Session;
  readonly county: string;
  /** ISO instant of the facts that are shown; absent where none are. */
  readonly asOf?: string;
  /** Key of what was just done, from the address; one that is not in the texts is not shown. */
  readonly done: string | null;
}

interface FrameProps {
  readonly context: PageContext;
  /** Name for tests and assistive tools. */
  readonly screen: string;
  readonly title: string;
  /** Which of the main pages this belongs to. */
  readonly place?: string;
  readonly children: ComponentChildren;
}

/** What all pages of somebody signed in share: the bar at the left, who it is, and the instant of the figures. */
export function Frame({ context, screen, title, place, children }: FrameProps) {
  const { session, county, asOf, done } = context;
  return (
    <Html title={title}>
      <a class="skip" href="#main">
        {text('frame.skip')}
      </a>
      <div class="desk">
        <header class="plate">
          <p class="county">{county}</p>
          <p class="product">{text('frame.desk')}</p>
          <nav aria-label={text('frame.nav')}>
            <ul>
              {PLACES.map(([href, name]) => (
                <li key={href}>
                  <a href={href} aria-current={place === href ? 'page' : undefined}>
                    {text(name)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div class="who">
            <a href="/account">
              <b>{session.account.name}</b>
              <span>{word('role', session.account.role)}</span>
            </a>
            <form method="post" action="/logout">
              <HiddenToken session={session} />
              <button type="submit" data-act="logout">
                {text('frame.logout')}
              </button>
            </form>
          </div>
        </header>
        <main id="main" data-screen={screen} tabIndex={-1}>
          <div class="head">
            <h1>{title}</h1>
            {asOf === undefined ? null : (
              <p class="as-of">{text('frame.asOf', { at: minuteInChina(Date.parse(asOf)) })}</p>
            )}
          </div>
          {done === null || word('done', done) === done ? null : (
            <p class="notice" role="status">
              {word('done', done)}
            </p>
          )}
          {children}
        </main>
      </div>
    </Html>
  );
}
