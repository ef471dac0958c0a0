import type { VNode } from 'preact';
import { readErrorBook } from '../../../config/index.ts';
import type { CodedError } from '../../../domain/index.ts';
import type { Session } from '../../accounts/index.ts';
import { Html } from '../parts/Html.tsx';
import { text } from '../text.ts';

const book = readErrorBook();

/** What the officer reads for a code of the error book. */
export function refusalWords({ code }: CodedError): string {
  return book.get(code)?.person ?? text('refusal.other');
}

/** The page of a refusal: what it is, in words and as a code that can be told on the telephone. */
export function refusalPage(error: CodedError, session?: Session): VNode {
  return (
    <Html title={text('refusal.title')}>
      <div class="gate">
        <header class="plate">
          <p class="product">{text('frame.desk')}</p>
        </header>
        <main id="main" data-screen="refusal" data-code={error.code}>
          <h1>{text('refusal.title')}</h1>
          <p>{refusalWords(error)}</p>
          <p class="quiet">{text('refusal.code', { code: error.code })}</p>
          <p>
            <a class="button" href={session === undefined ? '/login' : '/'}>
              {text(session === undefined ? 'refusal.signIn' : 'refusal.home')}
            </a>
          </p>
        </main>
      </div>
    </Html>
  );
}
