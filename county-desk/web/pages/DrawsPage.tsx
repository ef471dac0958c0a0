import type { BegunDraw } from '../overview/act-watch.ts';
import { ActForm, LineField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { shownTime } from '../parts/words-of.ts';
import { text, word } from '../text.ts';

/** A spot check and how far its results are. */
export interface DrawLine extends BegunDraw {
  readonly drawn: number;
  readonly results: number;
}

interface DrawsProps {
  readonly context: PageContext;
  readonly draws: readonly DrawLine[];
  /** Draws that the year still owes (A51). */
  readonly owed: number;
}

/** 抽查: what was drawn, and a new draw. */
export function DrawsPage({ context, draws, owed }: DrawsProps) {
  return (
    <Frame context={context} screen="draws" title={text('draws.title')} place="/draws">
      <p class={owed > 0 ? 'wrong' : 'notice'}>
        {owed > 0 ? text('draws.owed', { owed }) : text('draws.enough')}
      </p>
      {draws.length === 0 ? <p class="nothing">{text('draws.none')}</p> : null}
      {draws.length === 0 ? null : (
        <div class="table">
          <table>
            <caption>{text('draws.caption', { count: draws.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{text('draws.at')}</th>
                <th scope="col">{text('ledger.by')}</th>
                <th scope="col">{text('draws.seed')}</th>
                <th scope="col" class="number">
                  {text('draws.drawn')}
                </th>
                <th scope="col" class="number">
                  {text('draws.results')}
                </th>
                <th scope="col">{text('people.do')}</th>
              </tr>
            </thead>
            <tbody>
              {draws.map(({ draw, at, by, seed, drawn, results }) => (
                <tr key={draw} data-draw={draw}>
                  <th scope="row" class="time">
                    {shownTime(at)}
                  </th>
                  <td>{by}</td>
                  <td>{seed}</td>
                  <td class="number">{drawn}</td>
                  <td class={results < drawn ? 'number owed' : 'number'}>{results}</td>
                  <td>
                    <a href={`/draws/${draw}`}>
                      {text('draws.open')}
                      <span class="unseen">{shownTime(at)}</span>
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {context.session.account.role === 'auditor' ? null : <NewDraw context={context} />}
    </Frame>
  );
}

function NewDraw({ context }: { readonly context: PageContext }) {
  return (
    <section class="card" aria-labelledby="new-draw">
      <h2 id="new-draw">{text('draws.new')}</h2>
      <p class="quiet">{text('draws.newHelp')}</p>
      <ActForm session={context.session} action="/draws" act="begin-draw" submit={text('draws.begin')}>
        <div class="row">
          <LineField
            id="size"
            name="size"
            type="number"
            min={1}
            max={1000}
            value="30"
            label={text('draws.size')}
          />
          <LineField
            id="seed"
            name="seed"
            most={80}
            label={text('draws.seed')}
            hint={text('draws.seedHint')}
          />
        </div>
        <fieldset>
          <legend>{text('draws.by')}</legend>
          {(['township', 'age', 'operator'] as const).map((key) => (
            <label key={key} class="check">
              <input type="checkbox" name={`by-${key}`} value="yes" checked={key === 'township'} />
              {word('stratum', key)}
            </label>
          ))}
        </fieldset>
      </ActForm>
    </section>
  );
}
