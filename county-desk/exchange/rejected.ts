import iconv from 'iconv-lite';
import { ok, type Result } from '../../domain/index.ts';
import { type RefusedRow, readCsv } from '../csv/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { compare } from '../steps/index.ts';
import { recordIdOf } from './national-export.ts';
import type { ExportTemplate } from './template.ts';

/** A row that the national system gave back, to be looked at by the township (A56, A59). */
export interface WorkItem {
  readonly person: string;
  readonly recordId: string;
  readonly township: string;
  readonly village: string;
  /** In the words of the other system. */
  readonly reason: string;
}

/** Longest reason that is kept, in characters. */
const MAX_REASON = 200;

/**
 * The work list of rows that came back, by township: each finds its person by the id that it went out with. A row
 * whose id nobody has is refused by line. Error: E-COUNTY-102.
 */
export async function readRejected(
  bytes: Uint8Array,
  template: ExportTemplate,
  persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>,
  year: number,
): Promise<Result<{ readonly items: readonly WorkItem[]; readonly refused: readonly RefusedRow[] }>> {
  const { recordId: idColumn, reason: reasonColumn } = template.rejected;
  const text =
    template.encoding === 'gb18030' ? Buffer.from(iconv.decode(Buffer.from(bytes), 'gb18030')) : bytes;
  const csv = readCsv(text, [idColumn, reasonColumn]);
  if (!csv.ok) return csv;
  const { at, records } = csv.value;
  const refused: RefusedRow[] = [];
  const wanted = new Map<string, { line: number; reason: string }>();
  for (const { cells, line } of records) {
    const id = cells[at.get(idColumn) ?? -1] ?? '';
    const reason = (cells[at.get(reasonColumn) ?? -1] ?? '').slice(0, MAX_REASON);
    const twin = wanted.get(id);
    if (twin !== undefined)
      refused.push({ line, reason: `${idColumn}: stands on line ${twin.line} already` });
    else wanted.set(id, { line, reason });
  }
  const items: WorkItem[] = [];
  for await (const { person, roster } of persons) {
    const recordId = recordIdOf(person, year);
    const row = wanted.get(recordId);
    if (row === undefined) continue;
    wanted.delete(recordId);
    const { township = '', village = '' } = roster ?? {};
    items.push({ person, recordId, township, village, reason: row.reason });
  }
  for (const { line } of wanted.values())
    refused.push({ line, reason: `${idColumn}: is no id of this year's export` });
  items.sort(
    (a, b) =>
      compare(a.township, b.township) || compare(a.village, b.village) || compare(a.recordId, b.recordId),
  );
  return ok({ items, refused: refused.sort((a, b) => a.line - b.line) });
}
