import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import iconv from 'iconv-lite';
import type { RosterRow } from '../../domain/index.ts';
import { looksLikeFormula, writeCsv } from '../csv/index.ts';
import type { Confirmation } from '../steps/index.ts';
import type { ExportField, ExportTemplate } from './template.ts';

/** One confirmed person with the opened row. */
export interface ExportPerson {
  readonly person: string;
  readonly confirmation: Confirmation;
  readonly row: RosterRow;
}

/** A person who is not in the export, and why; `recordId` finds them in the tool. */
export interface NotExported {
  readonly recordId: string;
  readonly reason: string;
}

export interface ExportFile {
  readonly bytes: Buffer;
  readonly rows: number;
  readonly notExported: readonly NotExported[];
}

/** Hex characters of the digest in a record's id: 80 bits. */
const ID_LENGTH = 20;

/** The id under which a person's confirmation goes out and comes back (A59). */
export function recordIdOf(person: string, year: number): string {
  return `${year}-${person.slice(0, ID_LENGTH)}`;
}

/** The file for the national system. A row that the template cannot say is left out, with its reason. */
export function writeExport(
  template: ExportTemplate,
  people: readonly ExportPerson[],
  year: number,
): ExportFile {
  const rows: string[][] = [];
  const notExported: NotExported[] = [];
  for (const person of people) {
    const row = rowOf(template, person, year);
    if (Array.isArray(row)) rows.push(row);
    else notExported.push({ recordId: recordIdOf(person.person, year), reason: row.reason });
  }
  const text = writeCsv([template.columns.map(({ header }) => header), ...rows]);
  const bytes =
    template.encoding === 'utf-8-bom' ? Buffer.from(text, 'utf8') : iconv.encode(text.slice(1), 'gb18030');
  return { bytes, rows: rows.length, notExported };
}

function rowOf(
  template: ExportTemplate,
  person: ExportPerson,
  year: number,
): string[] | { readonly reason: string } {
  const row: string[] = [];
  for (const column of template.columns) {
    if ('constant' in column) {
      row.push(column.constant);
      continue;
    }
    const plain = fieldOf(column.field, person, year);
    const value = column.map === undefined ? plain : column.map[plain];
    if (value === undefined) return { reason: `${column.header}: the template has no word for ${plain}` };
    // The other system must get the value as it is: what cannot go out harmlessly stays here.
    if (looksLikeFormula(value)) return { reason: `${column.header}: begins like a formula` };
    row.push(value);
  }
  return row;
}

function fieldOf(field: ExportField, { person, confirmation, row }: ExportPerson, year: number): string {
  switch (field) {
    case 'recordId':
      return recordIdOf(person, year);
    case 'method':
      return confirmation.method;
    case 'means':
      return confirmation.means;
    case 'confirmedOn':
      return confirmation.on;
    case 'where':
      return confirmation.where;
    default:
      return row[field];
  }
}

/** What goes with the file: whoever gets it can check that it is whole and of what it was made. */
export interface ManifestFacts {
  readonly county: string;
  readonly year: number;
  readonly asOf: string;
  readonly software: string;
  readonly template: ExportTemplate;
  readonly templateBytes: Uint8Array;
  readonly file: string;
  readonly content: ExportFile;
}

/** The manifest in canonical JSON (RFC 8785) with a line end. */
export function writeManifest(facts: ManifestFacts): string {
  const { county, year, asOf, software, template, templateBytes, file, content } = facts;
  const text = canonicalize({
    format: 'youfu-export/1',
    county,
    year,
    asOf,
    software,
    template: { name: template.name, version: template.version, sha256: sha256(templateBytes) },
    schema: template.columns.map(({ header }) => header),
    files: [{ name: file, sha256: sha256(content.bytes), bytes: content.bytes.length, rows: content.rows }],
    notExported: content.notExported,
  });
  return `${text}\n`;
}

/** Hex SHA-256. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
