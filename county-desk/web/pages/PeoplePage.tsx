import { ActForm, LineField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { text } from '../text.ts';

/** 一人: finding a person. Numbers go in the body of a form: addresses are kept by browsers and proxies. */
export function PeoplePage({ context, wrong }: { readonly context: PageContext; readonly wrong?: string }) {
  return (
    <Frame context={context} screen="people" title={text('people.title')} place="/people">
      {wrong === undefined ? null : (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <section class="card narrow" aria-labelledby="by-number">
        <h2 id="by-number">{text('people.byNumber')}</h2>
        <p class="quiet">{text('people.byNumberHelp')}</p>
        <ActForm session={context.session} action="/people/find" act="find" submit={text('people.find')}>
          <LineField id="id-number" name="idNumber" most={18} label={text('people.idNumber')} />
        </ActForm>
      </section>
      <section class="card narrow" aria-labelledby="by-code">
        <h2 id="by-code">{text('people.byCode')}</h2>
        <p class="quiet">{text('people.byCodeHelp')}</p>
        <ActForm
          session={context.session}
          action="/people/find-code"
          act="find-code"
          submit={text('people.find')}
        >
          <LineField id="person-code" name="code" most={20} label={text('people.code')} />
        </ActForm>
      </section>
    </Frame>
  );
}
