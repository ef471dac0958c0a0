import type { Say } from '../../config/index.ts';
import type { Cell } from '../csv/index.ts';
import { UNCONFIRMED_REASONS } from '../lists/index.ts';
import { count, text } from './columns.ts';
import { type PaperContext, percent } from './context.ts';
import type { Column, Table } from './paper.ts';
import { type Progress, pendingOf, type Tally } from './progress.ts';

/** One line of the progress by township, band or benefit type. */
function progressCells(tally: Tally): Cell[] {
  const { roster, confirmed, byMethod, byMeans, reasons } = tally;
  return [
    roster,
    confirmed,
    percent(confirmed, roster),
    byMethod['home-visit'],
    byMethod.station,
    byMethod.online,
    byMeans.face,
    byMeans.staff,
    pendingOf(tally),
    reasons.U10 ?? 0,
    roster - confirmed,
  ];
}

function progressColumns(say: Say): Column[] {
  return [
    count(say, 'roster'),
    count(say, 'confirmed'),
    count(say, 'rate'),
    count(say, 'home-visit'),
    count(say, 'station'),
    count(say, 'online'),
    count(say, 'face'),
    count(say, 'staff'),
    count(say, 'pending'),
    count(say, 'declined'),
    count(say, 'unconfirmed'),
  ];
}

/** Progress by township with the week's growth and the re-check's share. */
export function townshipTable({ say }: PaperContext, progress: Progress): Table {
  const cells = (tally: Tally): Cell[] => [
    ...progressCells(tally).slice(0, 3),
    tally.thisWeek,
    ...progressCells(tally).slice(3),
    percent(tally.rechecked, tally.confirmed),
  ];
  const columns = progressColumns(say);
  return {
    kind: 'table',
    name: say('column.township'),
    columns: [
      text(say, 'township', 3),
      ...columns.slice(0, 3),
      count(say, 'this-week'),
      ...columns.slice(3),
      count(say, 'recheck-rate'),
    ],
    rows: progress.townships.map(([township, tally]) => [township, ...cells(tally)]),
    total: [say('paper.total'), ...cells(progress.all)],
  };
}

/** Progress by age band (A31). */
export function bandTable({ say }: PaperContext, progress: Progress): Table {
  return {
    kind: 'table',
    name: say('column.band'),
    columns: [text(say, 'band', 3), ...progressColumns(say)],
    rows: progress.bands.map(([band, tally]) => [say(`band.${band}`), ...progressCells(tally)]),
    total: [say('paper.total'), ...progressCells(progress.all)],
  };
}

/** Progress by benefit type. */
export function benefitTable({ say, benefits }: PaperContext, progress: Progress): Table {
  return {
    kind: 'table',
    name: say('column.benefit'),
    columns: [text(say, 'benefit', 4), ...progressColumns(say)],
    rows: progress.benefits.map(([key, tally]) => [benefits.get(key) ?? key, ...progressCells(tally)]),
    total: [say('paper.total'), ...progressCells(progress.all)],
  };
}

/** Home visits by township and band against the quota (A30). Bands in which nobody is are left out. */
export function quotaTable({ say }: PaperContext, progress: Progress): Table {
  const quotas = progress.quotas().filter(({ people }) => people > 0);
  const sum = (of: 'people' | 'needed' | 'done' | 'owed'): number =>
    quotas.reduce((total, quota) => total + quota[of], 0);
  return {
    kind: 'table',
    name: say('column.visits-owed'),
    columns: [
      text(say, 'township', 3),
      text(say, 'band', 3),
      count(say, 'roster'),
      count(say, 'share'),
      count(say, 'visits-needed'),
      count(say, 'visits-done'),
      count(say, 'visits-owed'),
    ],
    rows: quotas.map(({ township, band, people, percent: share, needed, done, owed }) => [
      township,
      say(`band.${band}`),
      people,
      share,
      needed,
      done,
      owed,
    ]),
    total: [say('paper.total'), '', sum('people'), '', sum('needed'), sum('done'), sum('owed')],
  };
}

/** How many are unconfirmed for which reason; their sum is the number of the unconfirmed (A16). */
export function reasonTable({ say }: PaperContext, progress: Progress): Table {
  const { reasons, roster, confirmed } = progress.all;
  return {
    kind: 'table',
    name: say('column.reason'),
    columns: [text(say, 'reason-code', 2), text(say, 'reason', 8), count(say, 'count')],
    rows: UNCONFIRMED_REASONS.flatMap((code) => {
      const number = reasons[code] ?? 0;
      return number === 0 ? [] : [[code, say(`reason.${code}`), number]];
    }),
    total: [say('paper.total'), '', roster - confirmed],
  };
}
