import { ActForm, LineField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { text, word } from '../text.ts';

/** The officer's own account: a new password. All else about accounts is done on the county's own machine. */
export function AccountPage({ context, wrong }: { readonly context: PageContext; readonly wrong?: string }) {
  const { account } = context.session;
  return (
    <Frame context={context} screen="account" title={text('account.title')}>
      {account.mustChange ? (
        <p class="notice" role="status">
          {text('account.mustChange')}
        </p>
      ) : null}
      {wrong === undefined ? null : (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <section class="card narrow" aria-labelledby="own">
        <h2 id="own">{account.name}</h2>
        <dl class="facts">
          <div>
            <dt>{text('account.role')}</dt>
            <dd>{word('role', account.role)}</dd>
          </div>
          <div>
            <dt>{text('account.recovery')}</dt>
            <dd>{account.recovery.length}</dd>
          </div>
        </dl>
      </section>
      <section class="card narrow" aria-labelledby="password-head">
        <h2 id="password-head">{text('account.password')}</h2>
        <p class="quiet">{text('account.passwordHelp')}</p>
        <ActForm
          session={context.session}
          action="/account/password"
          act="change-password"
          submit={text('account.submit')}
        >
          <input type="hidden" name="account" value={account.name} autocomplete="username" />
          <LineField
            id="present"
            name="present"
            type="password"
            most={200}
            label={text('account.present')}
            autocomplete="current-password"
          />
          <LineField
            id="wanted"
            name="wanted"
            type="password"
            most={128}
            label={text('account.wanted')}
            autocomplete="new-password"
          />
          <LineField
            id="again"
            name="again"
            type="password"
            most={128}
            label={text('account.again')}
            autocomplete="new-password"
          />
        </ActForm>
      </section>
    </Frame>
  );
}
