import type { RosterRow } from '../../../domain/index.ts';
import { maskIdNumber } from '../../../domain/index.ts';
import type { ListName } from '../../lists/index.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { text } from '../text.ts';
import { noteWords } from './note-words.ts';
import { ageWords, benefitLabel, placeOf, shownCode } from './words-of.ts';

interface PeopleTableProps {
  readonly caption: string;
  readonly lines: readonly PersonLine[];
  /** Whose notes stand beside each person. */
  readonly list?: ListName;
  /** Rows that were opened, with a reason, for this very answer. */
  readonly opened?: ReadonlyMap<string, RosterRow>;
}

/** People as a table: without names, or with them where they were opened. */
export function PeopleTable({ caption, lines, list, opened }: PeopleTableProps) {
  return (
    <div class="table">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text('people.code')}</th>
            {opened === undefined ? null : <th scope="col">{text('people.name')}</th>}
            <th scope="col">{text('people.place')}</th>
            <th scope="col">{text('people.age')}</th>
            <th scope="col">{text('people.type')}</th>
            {list === undefined ? null : <th scope="col">{text('people.why')}</th>}
            <th scope="col">{text('people.do')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.person} data-person={line.person} class={line.aliveClaim ? 'urgent' : undefined}>
              <th scope="row" class="code">
                {shownCode(line.person)}
              </th>
              {opened === undefined ? null : (
                <td>
                  <OpenedName row={opened.get(line.person)} />
                </td>
              )}
              <td class="place">{placeOf(line)}</td>
              <td class="keep">{ageWords(line.age)}</td>
              <td>{line.roster === null ? '—' : benefitLabel(line.roster.benefitType)}</td>
              {list === undefined ? null : (
                <td>
                  {(line.lists.get(list)?.notes ?? []).map((note) => (
                    <span key={note.key} class="note">
                      {noteWords(note)}
                    </span>
                  ))}
                </td>
              )}
              <td class="keep">
                <a href={`/person/${line.person}${list === undefined ? '' : `#${list}`}`}>
                  {text('people.open')}
                  <span class="unseen">{shownCode(line.person)}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OpenedName({ row }: { readonly row: RosterRow | undefined }) {
  if (row === undefined) return <>{text('people.noRow')}</>;
  return (
    <>
      <b>{row.name}</b> {row.phone}
      <small>{maskIdNumber(row.idNumber)}</small>
    </>
  );
}
