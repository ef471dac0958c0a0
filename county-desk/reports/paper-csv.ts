import { type Cell, writeCsv } from '../csv/index.ts';
import { type Paper, type Table, tablesOf } from './paper.ts';

/**
 * The tables of a paper as CSV. One table is header and rows; of several each has a line with its name above and an
 * empty one below.
 */
export function paperCsv(paper: Paper): string {
  const tables = tablesOf(paper);
  const [only] = tables;
  if (tables.length === 1 && only !== undefined) return writeCsv(rowsOf(only));
  return writeCsv(tables.flatMap((table): Cell[][] => [[table.name], ...rowsOf(table), []]));
}

function rowsOf({ columns, rows, total }: Table): Cell[][] {
  return [
    columns.map(({ label }) => label.replaceAll('\n', '')),
    ...rows.map((row) => [...row]),
    ...(total === undefined ? [] : [[...total]]),
  ];
}
