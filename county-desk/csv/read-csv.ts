import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type ErrorCode, fail, ok, type Result } from '../../domain/index.ts';

/** Longest file that is read, in bytes, and longest record in characters. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_RECORD_LENGTH = 8192;

/** A record of a CSV file and the line on which it ends, from 1. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A row that is not taken. `reason` names column and fault, never the value: it is a person's. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/**
 * Records of a CSV after its header: UTF-8 with or without BOM, LF or CRLF, quotes as RFC 4180 has them. Error:
 * E-COUNTY-102 (no CSV in UTF-8, too large, or none of the wanted columns).
 */
export function readCsv(
  bytes: Uint8Array,
  columns: readonly string[],
): Result<{ readonly at: ReadonlyMap<string, number>; readonly records: readonly CsvRecord[] }> {
  if (bytes.length > MAX_BYTES) return fail('E-COUNTY-102', `more than ${MAX_BYTES} bytes`);
  const records = csvRecords(bytes, MAX_RECORD_LENGTH, 'E-COUNTY-102');
  if (!records.ok) return records;
  const [header, ...body] = records.value;
  const at = new Map<string, number>();
  header?.cells.forEach((name, i) => {
    if (!at.has(name)) at.set(name, i);
  });
  const missing = columns.filter((column) => !at.has(column));
  return missing.length > 0
    ? fail('E-COUNTY-102', `line 1 lacks: ${missing.join(', ')}`)
    : ok({ at, records: body });
}

const Cells = z.array(z.array(z.string()));

/**
 * Every record of a CSV file in UTF-8, the header too. Fails with the caller's code where it is none, or a record is longer
 * than so many characters.
 */
export function csvRecords(bytes: Uint8Array, longest: number, code: ErrorCode): Result<CsvRecord[]> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const lines: number[] = [];
    const cells = Cells.parse(
      parse(Buffer.from(bytes), {
        bom: true,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        max_record_size: longest,
        on_record: (record: string[], context) => {
          lines.push(context.lines);
          return record;
        },
      }),
    );
    return ok(cells.map((record, i) => ({ cells: record, line: lines[i] ?? 0 })));
  } catch (error) {
    // The library's message quotes the record; the line says enough.
    const where =
      error instanceof CsvError && typeof error.lines === 'number' ? `line ${error.lines}` : 'not UTF-8';
    return fail(code, where);
  }
}
