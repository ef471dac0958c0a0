import type { Figures } from '../../figures/index.ts';
import type { CountyProgress, Progress } from '../overview/progress.ts';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { percent, ShareBar } from '../parts/ShareBar.tsx';
import { text, word } from '../text.ts';

interface ProgressProps {
  readonly context: PageContext;
  readonly parameters: Figures['parameters'];
  readonly progress: CountyProgress;
}

/** 进度: confirmed by age band and township, and the home visits that the quota still asks for. */
export function ProgressPage({ context, parameters, progress }: ProgressProps) {
  return (
    <Frame context={context} screen="progress" title={text('progress.title')} place="/progress">
      <p class="quiet">
        {text('progress.parameters', {
          year: parameters.year,
          ageAsOf: parameters.ageAsOf,
          denominator: word('denominator', parameters.denominator),
          version: parameters.rosterVersion ?? '—',
        })}
      </p>
      <Table
        caption={text('progress.byBand')}
        head={text('progress.band')}
        rows={progress.bands.map((band) => ({
          key: band.band,
          name: text('progress.bandName', { band: word('band', band.band), percent: band.percent }),
          progress: band,
        }))}
        total={progress.total}
      />
      <Table
        caption={text('progress.byTownship')}
        head={text('progress.township')}
        rows={progress.townships.map((township) => ({
          key: township.township,
          name: township.township,
          progress: township,
        }))}
        total={progress.total}
      />
      <p class="quiet">{text('progress.quota')}</p>
    </Frame>
  );
}

interface TableProps {
  readonly caption: string;
  readonly head: string;
  readonly rows: readonly { readonly key: string; readonly name: string; readonly progress: Progress }[];
  readonly total: Progress;
}

function Table({ caption, head, rows, total }: TableProps) {
  return (
    <div class="table">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="wide">
              {text('progress.share')}
            </th>
            <th scope="col" class="number">
              {text('progress.confirmed')}
            </th>
            <th scope="col" class="number">
              {text('progress.people')}
            </th>
            <th scope="col" class="number">
              {text('progress.open')}
            </th>
            <th scope="col" class="number">
              {text('progress.station')}
            </th>
            <th scope="col" class="number">
              {text('progress.homeVisit')}
            </th>
            <th scope="col" class="number">
              {text('progress.online')}
            </th>
            <th scope="col" class="number">
              {text('progress.owed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, progress }) => (
            <Row key={key} name={name} progress={progress} />
          ))}
        </tbody>
        <tfoot>
          <Row name={text('progress.total')} progress={total} />
        </tfoot>
      </table>
    </div>
  );
}

function Row({ name, progress }: { readonly name: string; readonly progress: Progress }) {
  const { people, confirmed, station, homeVisit, online, owed } = progress;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="wide">
        <span class="bar">
          <ShareBar part={confirmed} of={people} />
          <b>{percent(confirmed, people)}</b>
        </span>
      </td>
      <td class="number">{confirmed}</td>
      <td class="number">{people}</td>
      <td class="number">{people - confirmed}</td>
      <td class="number">{station}</td>
      <td class="number">{homeVisit}</td>
      <td class="number">{online}</td>
      <td class={owed > 0 ? 'number owed' : 'number'}>{owed}</td>
    </tr>
  );
}
