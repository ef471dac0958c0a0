import type { Say } from '../../config/index.ts';
import type { Cell } from '../csv/index.ts';
import { UNCONFIRMED_REASONS } from '../lists/index.ts';
import { AGE_BANDS, type AgeBand } from '../steps/index.ts';
import { count, short, text } from './columns.ts';
import { type PaperContext, percent } from './context.ts';
import type { Column, Table } from './paper.ts';
import { type Progress, pendingOf, type Quota, type Tally } from './progress.ts';

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
    name: say('sheet-name.townships'),
    columns: [
      text(say, 'township', 17),
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
    name: say('sheet-name.bands'),
    columns: [text(say, 'band', 26), ...progressColumns(say)],
    rows: progress.bands.map(([band, tally]) => [say(`band.${band}`), ...progressCells(tally)]),
    total: [say('paper.total'), ...progressCells(progress.all)],
  };
}

/** Progress by benefit type. */
export function benefitTable({ say, benefits }: PaperContext, progress: Progress): Table {
  return {
    kind: 'table',
    name: say('sheet-name.benefits'),
    columns: [text(say, 'benefit', 44), ...progressColumns(say)],
    rows: progress.benefits.map(([key, tally]) => [benefits.get(key) ?? key, ...progressCells(tally)]),
    total: [say('paper.total'), ...progressCells(progress.all)],
  };
}

/**
 * Home visits by township against the quota (A30): for each band how many are needed, done and owed. What is owed in one
 * band is not made up for in another.
 */
export function quotaTable({ say }: PaperContext, progress: Progress): Table {
  const quotas = progress.quotas();
  const cells = (of: (quota: Quota) => boolean): Cell[] => {
    const chosen = quotas.filter(of);
    const sum = (band: AgeBand | null, what: 'needed' | 'done' | 'owed'): number =>
      chosen.reduce((total, quota) => total + (band === null || quota.band === band ? quota[what] : 0), 0);
    return [
      ...AGE_BANDS.flatMap(({ band }) => [sum(band, 'needed'), sum(band, 'done'), sum(band, 'owed')]),
      sum(null, 'owed'),
    ];
  };
  const bandColumn = (band: AgeBand, key: string): Column => {
    const column = count(say, key);
    return { ...column, label: `${say(`band-short.${band}`)}\n${column.label}` };
  };
  return {
    kind: 'table',
    name: say('sheet-name.visits'),
    columns: [
      text(say, 'township', 20),
      ...AGE_BANDS.flatMap(({ band }) => [
        bandColumn(band, 'visits-needed'),
        bandColumn(band, 'visits-done'),
        bandColumn(band, 'visits-owed'),
      ]),
      count(say, 'visits-owed-all'),
    ],
    rows: progress.townships.map(([township]) => [
      township,
      ...cells((quota) => quota.township === township),
    ]),
    total: [say('paper.total'), ...cells(() => true)],
  };
}

/** How many are unconfirmed for which reason; their sum is the number of the unconfirmed (A16). */
export function reasonTable({ say }: PaperContext, progress: Progress): Table {
  const { reasons, roster, confirmed } = progress.all;
  return {
    kind: 'table',
    name: say('sheet-name.reasons'),
    columns: [short(say, 'reason-code', 24), text(say, 'reason', 120), count(say, 'count', 20)],
    rows: UNCONFIRMED_REASONS.flatMap((code) => {
      const number = reasons[code] ?? 0;
      return number === 0 ? [] : [[code, say(`reason.${code}`), number]];
    }),
    total: [say('paper.total'), '', roster - confirmed],
  };
}
