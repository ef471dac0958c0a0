import type { Listing } from '../listing.ts';
import type { BegunDraw } from '../overview/act-watch.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { Pager } from '../parts/Pager.tsx';
import { PeopleTable } from '../parts/PeopleTable.tsx';
import { shownTime } from '../parts/words-of.ts';
import { text } from '../text.ts';

interface DrawProps {
  readonly context: PageContext;
  readonly draw: BegunDraw;
  readonly list: Listing<PersonLine>;
  readonly open: number;
}

/** One spot check: who was drawn, those without a result first. */
export function DrawPage({ context, draw, list, open }: DrawProps) {
  return (
    <Frame context={context} screen="draw" title={text('draw.title')} place="/draws">
      <dl class="facts card">
        <div>
          <dt>{text('draws.at')}</dt>
          <dd>{shownTime(draw.at)}</dd>
        </div>
        <div>
          <dt>{text('ledger.by')}</dt>
          <dd>{draw.by}</dd>
        </div>
        <div>
          <dt>{text('draws.seed')}</dt>
          <dd>{draw.seed}</dd>
        </div>
        <div>
          <dt>{text('draws.size')}</dt>
          <dd>{draw.size}</dd>
        </div>
        <div>
          <dt>{text('draw.number')}</dt>
          <dd class="code">{draw.draw}</dd>
        </div>
        <div>
          <dt>{text('draw.open')}</dt>
          <dd>{open}</dd>
        </div>
      </dl>
      {list.total === 0 ? (
        <p class="nothing">{text('draw.nobody')}</p>
      ) : (
        <PeopleTable caption={text('draw.caption', { total: list.total })} lines={list.rows} list="sample" />
      )}
      <Pager list={list} href={(page) => `/draws/${draw.draw}?page=${page}`} />
    </Frame>
  );
}
