import { personDigest } from '../../domain/county/index.ts';
import { isValidIdNumber, ok, type Result } from '../../domain/index.ts';
import { type RefusedRow, readCsv } from '../csv/index.ts';

/** A row about one person: whose it is, as a digest, and what else it says. */
export interface PersonRow<T> {
  readonly person: string;
  readonly line: number;
  readonly value: T;
}

export interface PersonRows<T> {
  readonly rows: readonly PersonRow<T>[];
  readonly refused: readonly RefusedRow[];
}

/** Makes the value of a row from its cells by column, or says why it is none. */
export type RowReader<T> = (cell: (column: string) => string) => T | { readonly refuse: string };

/** Column that every such file has. */
export const ID_NUMBER_COLUMN = 'id_number';

/** Reads a CSV with one person a row. A second row about a person is refused. Error: E-COUNTY-102. */
export function readPersonRows<T>(
  bytes: Uint8Array,
  columns: readonly string[],
  personKey: string,
  read: RowReader<T>,
): Result<PersonRows<T>> {
  const csv = readCsv(bytes, [ID_NUMBER_COLUMN, ...columns]);
  if (!csv.ok) return csv;
  const { at, records } = csv.value;
  const rows: PersonRow<T>[] = [];
  const refused: RefusedRow[] = [];
  const firstLine = new Map<string, number>();
  for (const { cells, line } of records) {
    const cell = (column: string): string => cells[at.get(column) ?? -1] ?? '';
    const idNumber = cell(ID_NUMBER_COLUMN).toUpperCase();
    if (!isValidIdNumber(idNumber)) {
      refused.push({ line, reason: 'id_number: is no valid 18-character citizen number' });
      continue;
    }
    const value = read(cell);
    if (isRefusal(value)) {
      refused.push({ line, reason: value.refuse });
      continue;
    }
    const person = personDigest(personKey, idNumber);
    const twin = firstLine.get(person);
    if (twin !== undefined) refused.push({ line, reason: `id_number: stands on line ${twin} already` });
    else {
      firstLine.set(person, line);
      rows.push({ person, line, value });
    }
  }
  return ok({ rows, refused });
}

function isRefusal(value: unknown): value is { readonly refuse: string } {
  return typeof value === 'object' && value !== null && 'refuse' in value;
}
