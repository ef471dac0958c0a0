import { text, word } from '../text.ts';
import { ActForm, ChoiceField, LineField, WordsField } from './Form.tsx';
import type { PageContext } from './Frame.tsx';

/** Choices of the forms, as codes of the acts; the words stand in the texts. */
const WAYS = ['phone', 'visit', 'family', 'village', 'letter', 'other'] as const;
const OUTCOMES = ['reached', 'not-reached', 'moved', 'refused', 'said-dead'] as const;
const CIRCUMSTANCES = ['hospital', 'prison', 'abroad', 'other', 'over'] as const;
const HITS = ['death', 'cremation', 'household', 'prison', 'other'] as const;
const METHODS = ['home-visit', 'station', 'online'] as const;
const MEANS = ['face', 'staff', 'other'] as const;

interface FormsProps {
  readonly context: PageContext;
  readonly person: string;
  readonly today: string;
}

/** What an officer may record about a person at any time. */
export function PersonForms({ context, person, today }: FormsProps) {
  const { session } = context;
  const base = `/person/${person}`;
  const options = (
    group: 'way' | 'attempt' | 'circumstance' | 'method' | 'means' | 'hitKind',
    keys: readonly string[],
  ) => keys.map((key) => [key, word(group, key)] as const);
  return (
    <section aria-labelledby="record" class="record">
      <h2 id="record">{text('record.title')}</h2>
      <details class="more" id="contact">
        <summary>{text('record.contact')}</summary>
        <ActForm
          session={session}
          action={`${base}/contact-attempt`}
          act="contact-attempt"
          submit={text('record.save')}
        >
          <div class="row">
            <ChoiceField id="way" name="way" label={text('record.way')} options={options('way', WAYS)} />
            <ChoiceField
              id="attempt"
              name="outcome"
              label={text('record.outcome')}
              options={options('attempt', OUTCOMES)}
            />
            <LineField
              id="contact-on"
              name="on"
              type="date"
              label={text('record.on')}
              value={today}
              max={today}
            />
          </div>
          <WordsField
            id="contact-words"
            name="words"
            label={text('record.words')}
            hint={text('form.noNames')}
            required={false}
          />
        </ActForm>
      </details>
      <details class="more">
        <summary>{text('record.circumstance')}</summary>
        <ActForm
          session={session}
          action={`${base}/circumstance`}
          act="circumstance"
          submit={text('record.save')}
        >
          <ChoiceField
            id="circumstance"
            name="kind"
            label={text('record.kind')}
            options={options('circumstance', CIRCUMSTANCES)}
          />
          <WordsField
            id="circumstance-words"
            name="words"
            label={text('record.words')}
            hint={text('form.noNames')}
          />
        </ActForm>
      </details>
      <details class="more">
        <summary>{text('record.hardship')}</summary>
        <ActForm session={session} action={`${base}/hardship`} act="hardship" submit={text('record.save')}>
          <div class="row">
            <ChoiceField
              id="hardship-state"
              name="state"
              label={text('hardship.state')}
              options={[
                ['open', text('hardship.open')],
                ['closed', text('hardship.closed')],
              ]}
            />
            <LineField
              id="responsible"
              name="responsible"
              most={40}
              required={false}
              label={text('hardship.responsible')}
            />
            <LineField
              id="follow-up"
              name="followUp"
              type="date"
              min={today}
              required={false}
              label={text('hardship.followUp')}
            />
          </div>
          <WordsField
            id="measures"
            name="measures"
            label={text('hardship.measures')}
            hint={text('form.noNames')}
          />
        </ActForm>
      </details>
      <details class="more">
        <summary>{text('record.elsewhere')}</summary>
        <ActForm
          session={session}
          action={`${base}/confirmed-elsewhere`}
          act="confirmed-elsewhere"
          submit={text('record.save')}
        >
          <div class="row">
            <ChoiceField
              id="method"
              name="method"
              label={text('record.method')}
              options={options('method', METHODS)}
            />
            <ChoiceField
              id="means"
              name="means"
              label={text('record.means')}
              options={options('means', MEANS)}
            />
            <LineField
              id="elsewhere-on"
              name="on"
              type="date"
              max={today}
              label={text('record.confirmedOn')}
            />
          </div>
          <LineField
            id="source"
            name="source"
            label={text('record.source')}
            hint={text('record.sourceHint')}
          />
        </ActForm>
      </details>
      <details class="more">
        <summary>{text('record.question')}</summary>
        <ActForm
          session={session}
          action={`${base}/comparison-hit`}
          act="comparison-hit"
          submit={text('record.save')}
        >
          <p class="quiet">{text('record.questionHelp')}</p>
          <div class="row">
            <ChoiceField
              id="hit-kind"
              name="kind"
              label={text('record.questionKind')}
              options={options('hitKind', HITS)}
            />
            <LineField
              id="hit-on"
              name="sourceDate"
              type="date"
              max={today}
              label={text('record.questionOn')}
            />
          </div>
          <LineField
            id="hit-source"
            name="source"
            label={text('record.source')}
            hint={text('record.questionHint')}
          />
        </ActForm>
      </details>
    </section>
  );
}
