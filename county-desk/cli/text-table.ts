import type { Table } from '../reports/index.ts';

/** A table on the terminal, tab-separated so that `cut` and `column -t -s$'\t'` can work on it. */
export function textTable({ columns, rows, total }: Table): string {
  const line = (cells: readonly (string | number)[]): string =>
    cells.map((cell) => String(cell).replaceAll(/[\t\r\n]/g, ' ')).join('\t');
  return [
    line(columns.map(({ label }) => label.replaceAll('\n', ''))),
    ...rows.map(line),
    ...(total === undefined ? [] : [line(total)]),
  ].join('\n');
}
