import { Html } from '../parts/Html.tsx';
import { text } from '../text.ts';

/** Shown when a page has lain for the whole idle time and the session still lives in another window. */
export function IdlePage({ county }: { readonly county: string }) {
  return (
    <Html title={text('idle.title')}>
      <div class="gate">
        <header class="plate">
          <p class="county">{county}</p>
          <p class="product">{text('frame.desk')}</p>
        </header>
        <main id="main" data-screen="idle">
          <h1>{text('idle.title')}</h1>
          <p>{text('idle.words')}</p>
          <p>
            <a class="button" href="/">
              {text('idle.back')}
            </a>
          </p>
        </main>
      </div>
    </Html>
  );
}
