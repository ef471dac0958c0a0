/** A value of a table. */
export type Cell = string | number;

/** So that a spreadsheet program reads the file as UTF-8. */
const BOM = '\ufeff';

/** Rows as CSV after RFC 4180: CRLF, quotes where they are needed, a BOM in front; formulas are defused. */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return BOM + rows.map((row) => `${row.map((cell) => quoted(defused(cell))).join(',')}\r\n`).join('');
}

/**
 * Whether a spreadsheet program would take a text for a formula. What a person typed at a kiosk may reach an officer's
 * spreadsheet and would be run there.
 */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text);
}

function defused(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  return looksLikeFormula(cell) ? `'${cell}` : cell;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
