import type { ComponentChildren } from 'preact';
import type { Session } from '../../accounts/index.ts';
import type { ListName } from '../../lists/index.ts';
import type { PersonFacts, VisitFact } from '../../persons/index.ts';
import { isAboutDeath, openHits } from '../../steps/index.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { text, word } from '../text.ts';
import { ActForm, ChoiceField, LineField, WordsField } from './Form.tsx';
import type { PageContext } from './Frame.tsx';
import { noteWords } from './note-words.ts';

const RESULTS = ['as-recorded', 'differs', 'not-found', 'died'] as const;

interface TasksProps {
  readonly context: PageContext;
  readonly facts: PersonFacts;
  readonly line: PersonLine;
  readonly today: string;
}

/** What is to be decided or done about a person, each with its form for those who may. */
export function PersonTasks(props: TasksProps) {
  const lists: readonly ListName[] = [
    'pending',
    'resume',
    'callbacks',
    'deaths',
    'hits',
    'recheck',
    'hardship',
    'duplicates',
    'sample',
  ];
  const open = lists.filter((name) => props.line.lists.has(name));
  if (open.length === 0) return <p class="nothing">{text('person.noTask')}</p>;
  return (
    <section class="open-tasks" aria-labelledby="tasks">
      <h2 id="tasks">{text('person.tasks')}</h2>
      {open.map((name) => (
        <Task key={name} name={name} line={props.line}>
          <TaskForm {...props} name={name} />
        </Task>
      ))}
    </section>
  );
}

function Task({
  name,
  line,
  children,
}: {
  readonly name: ListName;
  readonly line: PersonLine;
  readonly children: ComponentChildren;
}) {
  const urgent = name === 'resume' || (name === 'pending' && line.aliveClaim);
  return (
    <article id={name} class={urgent ? 'card urgent' : 'card'} data-task={name}>
      <h3>{word('list', name)}</h3>
      {(line.lists.get(name)?.notes ?? []).map((note) => (
        <p key={note.key}>{noteWords(note)}</p>
      ))}
      {children}
    </article>
  );
}

function TaskForm({ context, facts, line, name, today }: TasksProps & { readonly name: ListName }) {
  const { session } = context;
  const { role } = session.account;
  const base = `/person/${facts.person}`;
  if (role === 'auditor') return null;
  switch (name) {
    case 'pending':
      return line.pending === null ? null : (
        <PendingForm session={session} base={base} visit={line.pending.visit} />
      );
    case 'resume':
      if (role !== 'approver') return <p class="quiet">{text('resume.approverOnly')}</p>;
      return (
        <ActForm
          session={session}
          action={`${base}/resumption-decided`}
          act="decide-resumption"
          submit={text('resume.submit')}
        >
          <ChoiceField
            id="resumption"
            name="decision"
            label={text('resume.decision')}
            options={[
              ['resume', text('resume.resume')],
              ['not-resume', text('resume.notResume')],
            ]}
          />
          <WordsField
            id="legal-ground"
            name="legalGround"
            label={text('resume.legalGround')}
            hint={text('resume.legalGroundHint')}
          />
        </ActForm>
      );
    case 'deaths':
    case 'hits':
      return openHits(facts)
        .filter((hit) => isAboutDeath(hit.kind) === (name === 'deaths'))
        .map((hit) => (
          <ActForm
            key={hit.task}
            session={session}
            action={`${base}/comparison-settled`}
            act="settle-hit"
            submit={text('hit.submit')}
          >
            <input type="hidden" name="task" value={hit.task} />
            <ChoiceField
              id={`outcome-${hit.task}`}
              name="outcome"
              label={text('hit.outcome', { source: hit.source, on: hit.sourceDate })}
              options={[
                ['wrong', text('hit.wrong')],
                ['right', text('hit.right')],
                ['unclear', text('hit.unclear')],
              ]}
            />
            {name === 'deaths' ? (
              <LineField
                id={`died-${hit.task}`}
                name="diedOn"
                type="date"
                max={today}
                required={false}
                label={text('hit.diedOn')}
                hint={text('hit.diedOnHint')}
              />
            ) : null}
            <WordsField
              id={`hit-words-${hit.task}`}
              name="words"
              label={text('hit.words')}
              hint={text('form.noNames')}
            />
          </ActForm>
        ));
    case 'recheck':
      return (
        <ActForm
          session={session}
          action={`${base}/rechecked`}
          act="rechecked"
          submit={text('recheck.submit')}
        >
          <p class="quiet">{text('recheck.help')}</p>
        </ActForm>
      );
    case 'sample':
      return [...line.draws]
        .filter(([, hasResult]) => !hasResult)
        .map(([draw]) => (
          <ActForm
            key={draw}
            session={session}
            action={`${base}/draw-result`}
            act="draw-result"
            submit={text('draw.submit')}
          >
            <input type="hidden" name="draw" value={draw} />
            <div class="row">
              <ChoiceField
                id={`result-${draw}`}
                name="result"
                label={text('draw.result')}
                options={RESULTS.map((key) => [key, word('drawResult', key)] as const)}
              />
              <LineField
                id={`result-on-${draw}`}
                name="on"
                type="date"
                value={today}
                max={today}
                label={text('draw.on')}
              />
            </div>
            <WordsField
              id={`result-words-${draw}`}
              name="words"
              label={text('draw.words')}
              hint={text('form.noNames')}
              required={false}
            />
          </ActForm>
        ));
    case 'callbacks':
      return <p class="quiet">{text('callbacks.help')}</p>;
    default:
      return null;
  }
}

interface PendingFormProps {
  readonly session: Session;
  readonly base: string;
  readonly visit: VisitFact;
}

function PendingForm({ session, base, visit }: PendingFormProps) {
  return (
    <ActForm
      session={session}
      action={`${base}/pending-decided`}
      act="decide-pending"
      submit={text('pending.submit')}
    >
      <input type="hidden" name="visit" value={visit.visit ?? ''} />
      <ChoiceField
        id="decision"
        name="decision"
        label={text('pending.decision')}
        options={[
          ['confirmed', text('pending.confirmed')],
          ['not-confirmed', text('pending.notConfirmed')],
        ]}
      />
      <WordsField id="pending-words" name="words" label={text('pending.words')} hint={text('form.noNames')} />
    </ActForm>
  );
}
