import type { CountyEntry } from '../../acts/index.ts';
import type { Pages } from '../listing.ts';
import { actWords } from '../parts/act-words.ts';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { Pager } from '../parts/Pager.tsx';
import { shownCode, shownTime } from '../parts/words-of.ts';
import { text } from '../text.ts';

interface LedgerProps {
  readonly context: PageContext;
  readonly list: Pages;
  readonly entries: readonly CountyEntry[];
}

/** 日志: the county's own ledger, the latest entry first (A69). */
export function LedgerPage({ context, list, entries }: LedgerProps) {
  return (
    <Frame context={context} screen="ledger" title={text('ledger.title')} place="/ledger">
      <p class="quiet">{text('ledger.help')}</p>
      <div class="table">
        <table>
          <caption>{text('ledger.caption', { total: list.total })}</caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                {text('ledger.seq')}
              </th>
              <th scope="col">{text('history.at')}</th>
              <th scope="col">{text('ledger.by')}</th>
              <th scope="col">{text('history.what')}</th>
              <th scope="col">{text('people.code')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ seq, at, by, data }) => (
              <tr key={seq}>
                <td class="number">{seq}</td>
                <td class="time">{shownTime(at)}</td>
                <td>{by}</td>
                <td>{actWords(data)}</td>
                <td class="code">{'person' in data && data.person !== null ? shownCode(data.person) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager list={list} href={(page) => `/ledger?page=${page}`} />
    </Frame>
  );
}
