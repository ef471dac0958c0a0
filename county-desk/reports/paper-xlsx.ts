import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import type { Say } from '../../config/index.ts';
import type { Cell } from '../csv/index.ts';
import { type Paper, type Table, tablesOf } from './paper.ts';

/** Longest name of a sheet, and what must not stand in one. */
const MAX_SHEET_NAME = 31;
const NOT_IN_SHEET_NAMES = /[[\]:*?/\\]/g;
/** Millimetres that a character takes. */
const MM_A_CHARACTER = 1.9;

/** The tables of a paper as XLSX, a sheet each, after a sheet with title, instant and parameters. */
export async function paperXlsx(paper: Paper, say: Say): Promise<Buffer> {
  const about: SheetData = [paper.title.replaceAll('\n', ''), paper.issuer, ...paper.foot].map((text) => [
    textCell(text),
  ]);
  const used = new Set<string>();
  const sheets = [
    { sheet: sheetName(say('sheet-name.about'), used), data: about, columns: [{ width: 60 }] },
    ...tablesOf(paper).map((table) => ({
      sheet: sheetName(table.name, used),
      data: dataOf(table),
      columns: table.columns.map(({ width }) => ({ width: Math.max(8, Math.ceil(width / MM_A_CHARACTER)) })),
      stickyRowsCount: 1,
    })),
  ];
  return writeXlsxFile(sheets).toBuffer();
}

function dataOf({ columns, rows, total }: Table): SheetData {
  return [
    columns.map(({ label }) => ({
      ...textCell(label.replaceAll('\n', '')),
      fontWeight: 'bold' as const,
      wrap: true,
    })),
    ...rows.map((row) => row.map(cellOf)),
    ...(total === undefined ? [] : [total.map(cellOf)]),
  ];
}

/** Texts go in as texts, never as formulas; an ID number stays a text of 18 characters. */
function cellOf(cell: Cell) {
  return typeof cell === 'number' ? { value: cell, type: Number } : textCell(cell);
}

function textCell(value: string) {
  return { value, type: String };
}

/** A name that no other sheet of the file has. */
function sheetName(wanted: string, used: Set<string>): string {
  const plain = wanted.replaceAll(NOT_IN_SHEET_NAMES, ' ').slice(0, MAX_SHEET_NAME - 3);
  let name = plain;
  for (let i = 2; used.has(name); i += 1) name = `${plain} ${i}`;
  used.add(name);
  return name;
}
