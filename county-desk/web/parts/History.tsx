import type { CountyEntry } from '../../acts/index.ts';
import type { PersonFacts, VisitFact } from '../../persons/index.ts';
import { text, word } from '../text.ts';
import { actWords } from './act-words.ts';
import { shownTime } from './words-of.ts';

interface Happening {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
}

/** All that is known of a person in order of time, the latest first: visits at kiosks and what the county did. */
export function History({
  facts,
  acts,
}: {
  readonly facts: PersonFacts;
  readonly acts: readonly CountyEntry[];
}) {
  const happenings: Happening[] = [
    ...facts.visits.map((visit) => ({
      key: `${visit.kiosk} ${visit.seq}`,
      at: visit.at,
      who: text('history.kiosk', { kiosk: visit.kiosk, seq: visit.seq }),
      what: visitWords(visit),
    })),
    ...acts.map((entry) => ({
      key: `act ${entry.seq}`,
      at: entry.at,
      who: text('history.officer', { by: entry.by, seq: entry.seq }),
      what: actWords(entry.data),
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return (
    <section aria-labelledby="history">
      <h2 id="history">{text('history.title')}</h2>
      {happenings.length === 0 ? <p class="nothing">{text('history.nothing')}</p> : null}
      {happenings.length === 0 ? null : (
        <div class="table">
          <table>
            <thead>
              <tr>
                <th scope="col">{text('history.at')}</th>
                <th scope="col">{text('history.what')}</th>
                <th scope="col">{text('history.who')}</th>
              </tr>
            </thead>
            <tbody>
              {happenings.map(({ key, at, who, what }) => (
                <tr key={key}>
                  <td class="time">{shownTime(at)}</td>
                  <td>{what}</td>
                  <td>{who}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function visitWords(visit: VisitFact): string {
  const clock = visit.clock === 'suspect' ? text('history.clock') : '';
  if (visit.outcome === null) return `${text('history.callBack')}${clock}`;
  const how = text('history.visit', {
    outcome: word('outcome', visit.outcome),
    method: word('method', visit.method ?? 'unknown'),
    means: word('means', visit.means ?? 'unknown'),
  });
  return `${how}${visit.operator === null ? '' : text('history.operator', { operator: visit.operator })}${clock}`;
}
