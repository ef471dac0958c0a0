import type { Listing } from '../listing.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { ActForm } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { Pager } from '../parts/Pager.tsx';
import { PeopleTable } from '../parts/PeopleTable.tsx';
import { shownTime } from '../parts/words-of.ts';
import type { KeptSheet } from '../prepared-sheets.ts';
import { text } from '../text.ts';

/** A sheet and whether somebody approved it. */
export interface SheetLine extends KeptSheet {
  readonly approvedBy: string | null;
}

interface SuspensionProps {
  readonly context: PageContext;
  readonly list: Listing<PersonLine>;
  readonly sheets: readonly SheetLine[];
}

/** 暂停审批: candidates of this moment, and sheets that wait for a second person (A49). */
export function SuspensionPage({ context, list, sheets }: SuspensionProps) {
  const works = context.session.account.role !== 'auditor';
  return (
    <Frame context={context} screen="suspension" title={text('suspension.title')} place="/suspension">
      <p class="quiet">{text('suspension.help')}</p>
      {list.total === 0 ? (
        <p class="nothing">{text('suspension.nobody')}</p>
      ) : (
        <>
          <PeopleTable
            caption={text('suspension.caption', { total: list.total })}
            lines={list.rows}
            list="suspension"
          />
          <Pager list={list} href={(page) => `/suspension?page=${page}`} />
          {works ? (
            <section class="card" aria-labelledby="prepare">
              <h2 id="prepare">{text('suspension.prepare')}</h2>
              <p>{text('suspension.prepareHelp')}</p>
              <ActForm
                session={context.session}
                action="/suspension/prepare"
                act="prepare-sheet"
                submit={text('suspension.prepareSubmit', { total: list.total })}
              />
            </section>
          ) : null}
        </>
      )}
      <section aria-labelledby="sheets">
        <h2 id="sheets">{text('suspension.sheets')}</h2>
        {sheets.length === 0 ? <p class="nothing">{text('suspension.noSheets')}</p> : null}
        <ul class="plain">
          {sheets.map(({ sheet, at, preparedBy, approvedBy }) => (
            <li key={sheet}>
              <a href={`/suspension/${sheet}`}>
                {text('suspension.sheet', { at: shownTime(at), by: preparedBy })}
              </a>{' '}
              <span class={approvedBy === null ? 'state open' : 'state good'}>
                {approvedBy === null
                  ? text('suspension.waiting')
                  : text('suspension.approvedBy', { by: approvedBy })}
              </span>
              <small>{text('suspension.digest', { digest: sheet.slice(0, 16) })}</small>
            </li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
