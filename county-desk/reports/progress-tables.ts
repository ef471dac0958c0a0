import type { Say } from '../../config/index.ts';
import type { Cell } from '../csv/index.ts';
import type { Group, HomeVisits, Tally } from '../figures/index.ts';
import { AGE_BANDS, type AgeBand } from '../persons/index.ts';
import { count, short, text } from './columns.ts';
import { type PaperContext, rateText } from './context.ts';
import type { Column, Table } from './paper.ts';
import type { Growth, Progress } from './progress.ts';

type Method = 'home-visit' | 'station' | 'online';
type Means = 'face' | 'staff' | 'other';
const METHODS: readonly Method[] = ['home-visit', 'station', 'online'];
const MEANS: readonly Means[] = ['face', 'staff', 'other'];

/** Confirmed by one method, by whatever means. */
export function byMethod({ confirmed }: Tally, method: Method): number {
  return MEANS.reduce((sum, means) => sum + confirmed[`${method}/${means}`], 0);
}

/** Confirmed by one means, by whatever method. */
export function byMeans({ confirmed }: Tally, means: Means): number {
  return METHODS.reduce((sum, method) => sum + confirmed[`${method}/${means}`], 0);
}

/** People who wait for the county's decision: pending and referred. */
export function waitingOf({ states }: Tally): number {
  return states.pending + states.referred;
}

/** One line of the progress by township, band or benefit type: roster = confirmed + unconfirmed + dead (A16). */
function progressCells({ tally, percent, remaining }: Group, means: readonly Means[]): Cell[] {
  return [
    tally.roster,
    tally.states.deceased,
    tally.states.confirmed,
    rateText(percent),
    ...METHODS.map((method) => byMethod(tally, method)),
    ...means.map((one) => byMeans(tally, one)),
    waitingOf(tally),
    tally.states.declined,
    remaining,
  ];
}

/** How many of the cells come before those of a township's growth. */
const BEFORE_GROWTH = 4;

function progressColumns(say: Say, means: readonly Means[]): Column[] {
  return [
    count(say, 'roster'),
    count(say, 'deceased'),
    count(say, 'confirmed'),
    count(say, 'rate', 17),
    ...METHODS.map((method) => count(say, method)),
    ...means.map((one) => count(say, one === 'other' ? 'other-means' : one)),
    count(say, 'pending'),
    count(say, 'declined'),
    count(say, 'unconfirmed'),
  ];
}

/**
 * Progress by township with the week's growth and the re-check's share; a notice has no room for the means by which
 * people were confirmed.
 */
export function townshipTable(
  { say }: PaperContext,
  { figures, growth, growthOfAll }: Progress,
  means: readonly Means[] = MEANS,
): Table {
  const cells = (group: Group, own: Growth | undefined): Cell[] => {
    const plain = progressCells(group, means);
    const { confirmed } = group.tally.states;
    const share =
      own === undefined || confirmed === 0 ? null : ((100 * own.rechecked) / confirmed).toFixed(1);
    return [
      ...plain.slice(0, BEFORE_GROWTH),
      own?.thisWeek ?? 0,
      ...plain.slice(BEFORE_GROWTH),
      rateText(share),
    ];
  };
  const columns = progressColumns(say, means);
  return {
    kind: 'table',
    name: say('sheet-name.townships'),
    columns: [
      text(say, 'township', 18),
      ...columns.slice(0, BEFORE_GROWTH),
      count(say, 'this-week'),
      ...columns.slice(BEFORE_GROWTH),
      count(say, 'recheck-rate', 17),
    ],
    rows: figures.townships.map((group) => [group.name, ...cells(group, growth.get(group.name))]),
    total: [say('paper.total'), ...cells(figures.total, growthOfAll)],
  };
}

/** Progress by age band (A31). */
export function bandTable({ say }: PaperContext, { figures }: Progress): Table {
  return {
    kind: 'table',
    name: say('sheet-name.bands'),
    columns: [text(say, 'band', 26), ...progressColumns(say, MEANS)],
    rows: figures.bands.map((group) => [say(`band.${group.name}`), ...progressCells(group, MEANS)]),
    total: [say('paper.total'), ...progressCells(figures.total, MEANS)],
  };
}

/** Progress by benefit type. */
export function benefitTable({ say, benefits }: PaperContext, { figures }: Progress): Table {
  return {
    kind: 'table',
    name: say('sheet-name.benefits'),
    columns: [text(say, 'benefit', 44), ...progressColumns(say, MEANS)],
    rows: figures.benefitTypes.map((group) => [
      benefits.get(group.name) ?? group.name,
      ...progressCells(group, MEANS),
    ]),
    total: [say('paper.total'), ...progressCells(figures.total, MEANS)],
  };
}

/**
 * Home visits by township against the quota (A30): for each band how many are needed, done and owed. What is owed in one
 * band or at one station is not made up for at another.
 */
export function quotaTable({ say }: PaperContext, { figures }: Progress): Table {
  const cells = (bands: Readonly<Record<AgeBand, HomeVisits>>): Cell[] => [
    ...AGE_BANDS.flatMap((band) => [bands[band].needed, bands[band].done, bands[band].owed]),
    AGE_BANDS.reduce((sum, band) => sum + bands[band].owed, 0),
  ];
  const bandColumn = (band: AgeBand, key: string): Column => {
    const column = count(say, key);
    return { ...column, label: `${say(`band-short.${band}`)}\n${column.label}` };
  };
  return {
    kind: 'table',
    name: say('sheet-name.visits'),
    columns: [
      text(say, 'township', 20),
      ...AGE_BANDS.flatMap((band) => [
        bandColumn(band, 'visits-needed'),
        bandColumn(band, 'visits-done'),
        bandColumn(band, 'visits-owed'),
      ]),
      count(say, 'visits-owed-all'),
    ],
    rows: figures.homeVisits.townships.map(({ township, bands }) => [township, ...cells(bands)]),
    total: [say('paper.total'), ...cells(figures.homeVisits.total)],
  };
}

/** How many are unconfirmed for which reason; their sum is the roster without the confirmed (A16). */
export function reasonTable({ say }: PaperContext, { reasons, figures }: Progress): Table {
  const { roster, states } = figures.total.tally;
  return {
    kind: 'table',
    name: say('sheet-name.reasons'),
    columns: [short(say, 'reason-code', 24), text(say, 'reason', 120), count(say, 'count', 20)],
    rows: [...reasons].map(([code, number]) => [code, say(`reason.${code}`), number]),
    total: [say('paper.total'), '', roster - states.confirmed],
  };
}
