import { isPreparer } from '../../steps/index.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { ActForm } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { PeopleTable } from '../parts/PeopleTable.tsx';
import { shownTime } from '../parts/words-of.ts';
import type { KeptSheet } from '../prepared-sheets.ts';
import { text } from '../text.ts';

interface SheetProps {
  readonly context: PageContext;
  readonly sheet: KeptSheet;
  /** Those who are candidates still, as known now, and those who are none any more. */
  readonly still: readonly PersonLine[];
  readonly fallen: readonly PersonLine[];
  readonly approvedBy: string | null;
}

/** A prepared sheet: who stands on it, checked anew at this moment, and the approval by a second person. */
export function SheetPage({ context, sheet, still, fallen, approvedBy }: SheetProps) {
  const { account } = context.session;
  return (
    <Frame context={context} screen="sheet" title={text('sheet.title')} place="/suspension">
      <dl class="facts card">
        <div>
          <dt>{text('sheet.prepared')}</dt>
          <dd>{text('sheet.preparedBy', { by: sheet.preparedBy, at: shownTime(sheet.at) })}</dd>
        </div>
        <div>
          <dt>{text('sheet.digest')}</dt>
          <dd class="code">{sheet.sheet.slice(0, 16)}</dd>
        </div>
        <div>
          <dt>{text('sheet.state')}</dt>
          <dd>
            {approvedBy === null
              ? text('suspension.waiting')
              : text('suspension.approvedBy', { by: approvedBy })}
          </dd>
        </div>
      </dl>
      {approvedBy === null && still.length > 0 ? (
        <section class="card" aria-labelledby="approve">
          <h2 id="approve">{text('sheet.approve')}</h2>
          <p>{text('sheet.approveHelp', { count: still.length })}</p>
          {account.role !== 'approver' ? <p class="quiet">{text('resume.approverOnly')}</p> : null}
          {account.role === 'approver' && isPreparer(account.name, sheet) ? (
            <p class="wrong">{text('sheet.ownSheet')}</p>
          ) : null}
          {account.role === 'approver' && !isPreparer(account.name, sheet) ? (
            <ActForm
              session={context.session}
              action={`/suspension/${sheet.sheet}/approve`}
              act="approve-sheet"
              submit={text('sheet.approveSubmit', { count: still.length })}
            />
          ) : null}
        </section>
      ) : null}
      {fallen.length > 0 ? (
        <PeopleTable caption={text('sheet.fallen', { count: fallen.length })} lines={fallen} />
      ) : null}
      {still.length > 0 ? (
        <PeopleTable caption={text('sheet.still', { count: still.length })} lines={still} list="suspension" />
      ) : (
        <p class="nothing">{text('sheet.nobody')}</p>
      )}
    </Frame>
  );
}
