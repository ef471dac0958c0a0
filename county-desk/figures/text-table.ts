/** A table of a terminal: a heading, columns, rows. Numbers stand to the right. */
export interface TextTable {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The table as lines, columns aligned as a terminal shows Chinese: two places a character. */
export function tableText({ heading, columns, rows }: TextTable): string {
  const cells = rows.map((row) => row.map(String));
  const widths = columns.map((column, i) =>
    Math.max(places(column), ...cells.map((row) => places(row[i] ?? ''))),
  );
  const line = (row: readonly string[], numbers: readonly boolean[]): string =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - places(cell)));
        return numbers[i] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  const isNumber = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  return [heading, line(columns, isNumber), ...cells.map((row) => line(row, isNumber)), ''].join('\n');
}

/** Places that a text takes up: East Asian wide and full-width characters take two (Unicode TR 11). */
export function places(text: string): number {
  let sum = 0;
  for (const character of text)
    sum += /[\p{Script=Han}\u3000-\u303f\uff00-\uff60\u2014]/u.test(character) ? 2 : 1;
  return sum;
}
