import type { BenefitType, FigureWords } from '../../config/index.ts';
import { Means, Method, minuteInChina } from '../../domain/index.ts';
import { AGE_BANDS, STATE_NAMES } from '../persons/index.ts';
import type { Figures, Group } from './figures.ts';
import { type TextTable, tableText } from './text-table.ts';

/** The figures as plain tables for an officer. The instant and all parameters stand above them (T7, T8). */
export function figuresText(
  figures: Figures,
  words: FigureWords,
  benefitTypes: readonly BenefitType[],
): string {
  const { parameters, asOf } = figures;
  const head = [
    words.title.replace('{year}', String(parameters.year)),
    words.asOf.replace('{at}', minuteInChina(Date.parse(asOf))),
    words.parameters
      .replace('{ageAsOf}', parameters.ageAsOf)
      .replace('{opens}', parameters.opens)
      .replace('{closes}', parameters.closes)
      .replace('{denominator}', words.denominators[parameters.denominator])
      .replace('{version}', String(parameters.rosterVersion ?? words.noRoster))
      .replace('{days}', String(parameters.silentAfterDays)),
    '',
  ];
  return [...head, ...tablesOf(figures, words, benefitTypes).map(tableText)].join('\n');
}

function tablesOf(
  figures: Figures,
  words: FigureWords,
  benefitTypes: readonly BenefitType[],
): readonly TextTable[] {
  const { headings } = words;
  const labels = new Map(benefitTypes.map(({ key, label }) => [key, label]));
  return [
    statesTable(figures, words),
    groupsTable(headings.bands, figures.bands, words, (name) => words.bands[name] ?? name, figures.total),
    groupsTable(headings.townships, figures.townships, words, (name) => name, figures.total),
    groupsTable(
      headings.benefitTypes,
      figures.benefitTypes,
      words,
      (name) => labels.get(name) ?? name,
      figures.total,
    ),
    meansTable(figures, words),
    homeVisitsTable(figures, words),
    checksTable(figures, words),
    tasksTable(figures, words),
    devicesTable(figures, words),
  ];
}

function statesTable({ total }: Figures, words: FigureWords): TextTable {
  return {
    heading: words.headings.states,
    columns: [words.columns.state, words.columns.people],
    rows: [
      ...STATE_NAMES.map((name) => [words.states[name] ?? name, total.tally.states[name]]),
      [words.total, total.tally.roster],
    ],
  };
}

function groupsTable(
  heading: string,
  groups: readonly Group[],
  words: FigureWords,
  nameOf: (name: string) => string,
  total: Group,
): TextTable {
  const { group, roster, asked, confirmed, percent, remaining, declined } = words.columns;
  const row = (label: string, one: Group): (string | number)[] => [
    label,
    one.tally.roster,
    one.asked,
    one.tally.states.confirmed,
    share(one.percent, words),
    one.remaining,
    one.tally.states.declined,
  ];
  return {
    heading,
    columns: [group, roster, asked, confirmed, percent, remaining, declined],
    rows: [...groups.map((one) => row(nameOf(one.name), one)), row(words.total, total)],
  };
}

function meansTable({ total }: Figures, words: FigureWords): TextTable {
  return {
    heading: words.headings.means,
    columns: [words.columns.method, words.columns.means, words.columns.people],
    rows: Method.options.flatMap((method) =>
      Means.options.map((means) => [
        words.methods[method],
        words.means[means],
        total.tally.confirmed[`${method}/${means}`],
      ]),
    ),
  };
}

function homeVisitsTable({ homeVisits }: Figures, words: FigureWords): TextTable {
  const { township, band, asked, percent, quota, done, owed } = words.columns;
  const all = [...homeVisits.townships, { township: words.total, bands: homeVisits.total }];
  return {
    heading: words.headings.homeVisits,
    columns: [township, band, asked, percent, quota, done, owed],
    rows: all.flatMap((one) =>
      AGE_BANDS.map((name) => {
        const visits = one.bands[name];
        const label = words.bands[name] ?? name;
        return [
          one.township,
          label,
          visits.of,
          `${visits.percent}%`,
          visits.needed,
          visits.done,
          visits.owed,
        ];
      }),
    ),
  };
}

function checksTable({ recheck, manual }: Figures, words: FigureWords): TextTable {
  return {
    heading: words.headings.checks,
    columns: [words.columns.item, words.columns.people, words.columns.percent],
    rows: [
      [words.items.rechecked, recheck.rechecked, share(recheck.percent, words)],
      [words.items.staff, manual.staff, share(manual.percent, words)],
      ...manual.operators.map(({ operator, confirmed }) => [
        `${words.columns.operator} ${operator === '' ? words.unknownOperator : operator}`,
        confirmed,
        '',
      ]),
    ],
  };
}

function tasksTable({ tasks, duplicates, notOnRoster }: Figures, words: FigureWords): TextTable {
  const { items } = words;
  const strangers = STATE_NAMES.reduce((sum, name) => sum + notOnRoster[name], 0);
  return {
    heading: words.headings.tasks,
    columns: [words.columns.item, words.columns.people],
    rows: [
      [items.aliveClaims, tasks.aliveClaims],
      [items.resume, tasks.resume],
      [items.suspended, tasks.suspended],
      [items.deathQuestions, tasks.deathQuestions],
      [items.callbacks, tasks.callbacks],
      [items.hardships, tasks.hardships],
      [items.duplicates, duplicates.persons],
      [items.atSeveralKiosks, duplicates.atSeveralKiosks],
      [items.notOnRoster, strangers],
    ],
  };
}

function devicesTable({ devices }: Figures, words: FigureWords): TextTable {
  const { kiosk, entries, last, silent } = words.columns;
  return {
    heading: words.headings.devices,
    columns: [kiosk, entries, last, silent],
    rows: devices.map((device) => [
      device.kiosk,
      device.size,
      device.lastEntryAt === null ? words.none : minuteInChina(Date.parse(device.lastEntryAt)),
      device.silent ? words.yes : '',
    ]),
  };
}

function share(percent: string | null, words: FigureWords): string {
  return percent === null ? words.none : `${percent}%`;
}
