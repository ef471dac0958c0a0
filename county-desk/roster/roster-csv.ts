import { fail, ok, type Result, ROSTER_CSV_HEADER, RosterRow } from '../../domain/index.ts';
import { csvRecords } from '../csv/index.ts';

/** Longest CSV that is read, in bytes, and longest record in characters. */
const MAX_CSV_BYTES = 64 * 1024 * 1024;
const MAX_RECORD_LENGTH = 4096;

/** A row that cannot be packed. `reason` names the column and the fault, never the value: it is a person's. */
export interface BadRow {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface RosterCsv {
  readonly rows: readonly RosterRow[];
  readonly bad: readonly BadRow[];
}

const COLUMNS = ROSTER_CSV_HEADER.split(',');
/** Column of each field, for reasons in the officer's words. */
const COLUMN_OF: Readonly<Record<string, string>> = { idNumber: 'id_number', benefitType: 'benefit_type' };

/**
 * Reads the county's CSV: UTF-8 with or without BOM, LF or CRLF, quotes as RFC 4180 has them.
 * `benefitTypes` are the known keys. Error: E-COUNTY-007 (other header, no CSV, too large).
 */
export function readRosterCsv(bytes: Buffer, benefitTypes: ReadonlySet<string>): Result<RosterCsv> {
  if (bytes.length > MAX_CSV_BYTES) return fail('E-COUNTY-007', `more than ${MAX_CSV_BYTES} bytes`);
  const records = csvRecords(bytes, MAX_RECORD_LENGTH, 'E-COUNTY-007');
  if (!records.ok) return records;
  const [header, ...body] = records.value;
  if (header === undefined || header.cells.join(',') !== ROSTER_CSV_HEADER)
    return fail('E-COUNTY-007', 'line 1 is not the agreed header');
  const rows: RosterRow[] = [];
  const bad: BadRow[] = [];
  const firstLine = new Map<string, number>();
  for (const { cells, line } of body) {
    const row = rowOf(cells, benefitTypes);
    const twin = typeof row === 'string' ? undefined : firstLine.get(row.idNumber);
    if (typeof row === 'string') bad.push({ line, reason: row });
    else if (twin !== undefined) bad.push({ line, reason: `id_number: stands on line ${twin} already` });
    else {
      firstLine.set(row.idNumber, line);
      rows.push(row);
    }
  }
  return ok({ rows, bad });
}

/** The row, or why it is none. */
function rowOf(cells: readonly string[], benefitTypes: ReadonlySet<string>): RosterRow | string {
  if (cells.length !== COLUMNS.length) return `has ${cells.length} columns, not ${COLUMNS.length}`;
  const [idNumber = '', name, phone, address, township, village, benefitType = '', status] = cells;
  const row = {
    idNumber: idNumber.toUpperCase(),
    name,
    phone,
    address,
    township,
    village,
    benefitType,
    status,
  };
  const parsed = RosterRow.safeParse(row);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    return fields.map((field) => `${COLUMN_OF[field] ?? field}: ${faultOf(field)}`).join('; ');
  }
  return benefitTypes.has(benefitType) ? parsed.data : 'benefit_type: is no known type';
}

function faultOf(field: string): string {
  if (field === 'idNumber') return 'is no valid 18-character citizen number';
  if (field === 'phone') return 'is neither empty nor digits with hyphens';
  if (field === 'status') return 'is none of active, suspended, deceased';
  return 'is empty or too long';
}
