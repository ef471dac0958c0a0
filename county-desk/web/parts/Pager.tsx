import type { Pages } from '../listing.ts';
import { text } from '../text.ts';

/** Ways to the other pages of a list. `href` makes the address of one. */
export function Pager({ list, href }: { readonly list: Pages; readonly href: (page: number) => string }) {
  if (list.pages === 1) return null;
  return (
    <nav class="pager" aria-label={text('pager.name')}>
      {list.page > 1 ? (
        <a href={href(list.page - 1)} rel="prev">
          {text('pager.before')}
        </a>
      ) : null}
      <span>{text('pager.where', { page: list.page, pages: list.pages, total: list.total })}</span>
      {list.page < list.pages ? (
        <a href={href(list.page + 1)} rel="next">
          {text('pager.next')}
        </a>
      ) : null}
    </nav>
  );
}
