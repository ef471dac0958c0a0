import type { RosterRow } from '../../../domain/index.ts';
import type { CountyEntry } from '../../acts/index.ts';
import type { PersonFacts } from '../../persons/index.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { ActForm, WordsField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { History } from '../parts/History.tsx';
import { PersonForms } from '../parts/PersonForms.tsx';
import { PersonTasks } from '../parts/PersonTasks.tsx';
import { ageWords, benefitLabel, placeOf, shownCode, shownTime } from '../parts/words-of.ts';
import { text, word } from '../text.ts';

export interface PersonProps {
  readonly context: PageContext;
  readonly facts: PersonFacts;
  readonly line: PersonLine;
  /** The acts about the person with who did them when. */
  readonly acts: readonly CountyEntry[];
  /** Day in China. */
  readonly today: string;
  /** The roster row, where it was opened with a reason for this very answer. */
  readonly opened?: RosterRow;
}

/** 一人: what is known of one person, what is to be done, and what was done. Without a name until it is opened. */
export function PersonPage({ context, facts, line, acts, today, opened }: PersonProps) {
  const works = context.session.account.role !== 'auditor';
  return (
    <Frame
      context={context}
      screen="person"
      title={text('person.title', { code: shownCode(facts.person) })}
      place="/people"
    >
      <section class="card" aria-labelledby="facts">
        <h2 id="facts">{text('person.facts')}</h2>
        <Facts line={line} />
        {opened === undefined ? (
          <OpenForm context={context} person={facts.person} />
        ) : (
          <Opened row={opened} />
        )}
      </section>
      <PersonTasks context={context} facts={facts} line={line} today={today} />
      {works ? <PersonForms context={context} person={facts.person} today={today} /> : null}
      <History facts={facts} acts={acts} />
    </Frame>
  );
}

function Facts({ line }: { readonly line: PersonLine }) {
  const { roster, confirmed } = line;
  const how =
    confirmed === null
      ? text('person.unconfirmed')
      : text('person.confirmed', {
          on: confirmed.at === null ? confirmed.on : shownTime(confirmed.at),
          where: confirmed.where,
          method: word('method', confirmed.method ?? 'unknown'),
          means: word('means', confirmed.means ?? 'unknown'),
        });
  return (
    <dl class="facts">
      <div>
        <dt>{text('person.year')}</dt>
        <dd>
          <b class={confirmed === null ? 'state open' : 'state good'}>{how}</b>
        </dd>
      </div>
      <div>
        <dt>{text('people.place')}</dt>
        <dd>{placeOf(line)}</dd>
      </div>
      <div>
        <dt>{text('people.age')}</dt>
        <dd>{ageWords(line.age)}</dd>
      </div>
      <div>
        <dt>{text('people.type')}</dt>
        <dd>{roster === null ? '—' : benefitLabel(roster.benefitType)}</dd>
      </div>
      <div>
        <dt>{text('person.status')}</dt>
        <dd>{roster === null ? text('person.notOnRoster') : word('rosterStatus', roster.status)}</dd>
      </div>
    </dl>
  );
}

function OpenForm({ context, person }: { readonly context: PageContext; readonly person: string }) {
  return (
    <details class="more">
      <summary>{text('open.title')}</summary>
      <ActForm
        session={context.session}
        action={`/person/${person}/open`}
        act="open-person"
        submit={text('open.submit')}
        kind="quiet"
      >
        <WordsField id="reason" name="reason" label={text('open.reason')} hint={text('open.reasonHint')} />
      </ActForm>
    </details>
  );
}

function Opened({ row }: { readonly row: RosterRow }) {
  return (
    <dl class="facts opened" data-opened>
      <div>
        <dt>{text('people.name')}</dt>
        <dd>{row.name}</dd>
      </div>
      <div>
        <dt>{text('people.idNumber')}</dt>
        <dd>{row.idNumber}</dd>
      </div>
      <div>
        <dt>{text('people.phone')}</dt>
        <dd>{row.phone === '' ? text('people.noPhone') : row.phone}</dd>
      </div>
      <div>
        <dt>{text('people.address')}</dt>
        <dd>{row.address === '' ? '—' : row.address}</dd>
      </div>
    </dl>
  );
}
