import { LineField } from '../parts/Form.tsx';
import { Html } from '../parts/Html.tsx';
import { text } from '../text.ts';

interface SignInProps {
  readonly county: string;
  /** What was wrong with the try before. */
  readonly wrong?: string;
  /** Why the officer is here: `left` after the idle time, `out` after signing out. */
  readonly why?: string | null;
}

/** Signing in: account, password and code on one page, so that none of them is told right or wrong by itself. */
export function SignInPage({ county, wrong, why }: SignInProps) {
  return (
    <Html title={text('signIn.title')}>
      <div class="gate">
        <header class="plate">
          <p class="county">{county}</p>
          <p class="product">{text('frame.desk')}</p>
        </header>
        <main id="main" data-screen="sign-in">
          <h1>{text('signIn.title')}</h1>
          {why === 'left' ? <p class="notice">{text('signIn.left')}</p> : null}
          {why === 'out' ? <p class="notice">{text('signIn.out')}</p> : null}
          {why === 'password' ? <p class="notice">{text('signIn.password')}</p> : null}
          {wrong === undefined ? null : (
            <p class="wrong" role="alert">
              {wrong}
            </p>
          )}
          <form class="act" method="post" action="/login">
            <LineField
              id="account"
              name="account"
              label={text('signIn.account')}
              most={40}
              autocomplete="username"
            />
            <LineField
              id="password"
              name="password"
              type="password"
              label={text('signIn.word')}
              most={200}
              autocomplete="current-password"
            />
            <LineField
              id="code"
              name="code"
              label={text('signIn.code')}
              hint={text('signIn.codeHint')}
              most={40}
              autocomplete="one-time-code"
            />
            <button class="main" type="submit" data-act="sign-in">
              {text('signIn.submit')}
            </button>
          </form>
          <p class="quiet">{text('signIn.help')}</p>
        </main>
      </div>
    </Html>
  );
}
