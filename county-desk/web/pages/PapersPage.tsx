import { FILES, NAMINGS, PAPERS } from '../papers/paper-choice.ts';
import { ActForm, ChoiceField, WordsField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { paperTitle, text, word } from '../text.ts';

interface PapersProps {
  readonly context: PageContext;
  readonly townships: readonly string[];
}

/** 打印: any report or list as a file for the printer or a spreadsheet. */
export function PapersPage({ context, townships }: PapersProps) {
  return (
    <Frame context={context} screen="papers" title={text('papers.title')} place="/papers">
      <p class="quiet">{text('papers.help')}</p>
      {context.session.account.role === 'auditor' ? (
        <p class="nothing">{text('papers.auditor')}</p>
      ) : (
        <section class="card" aria-labelledby="print">
          <h2 id="print">{text('papers.what')}</h2>
          <ActForm session={context.session} action="/papers" act="print" submit={text('papers.submit')}>
            <ChoiceField
              id="paper"
              name="paper"
              label={text('papers.paper')}
              options={PAPERS.map((name) => [name, paperTitle(name)] as const)}
            />
            <div class="row">
              <ChoiceField
                id="township"
                name="township"
                label={text('queue.township')}
                value="all"
                options={[
                  ['all', text('papers.wholeCounty')],
                  ...townships.map((name) => [name, name] as const),
                ]}
              />
              <ChoiceField
                id="naming"
                name="naming"
                label={text('papers.naming')}
                value="coded"
                options={NAMINGS.map((key) => [key, word('naming', key)] as const)}
              />
              <ChoiceField
                id="file"
                name="file"
                label={text('papers.file')}
                value="pdf"
                options={FILES.map((key) => [key, word('file', key)] as const)}
              />
            </div>
            <WordsField
              id="reason"
              name="reason"
              required={false}
              label={text('open.reason')}
              hint={text('papers.reasonHint')}
            />
          </ActForm>
        </section>
      )}
    </Frame>
  );
}
