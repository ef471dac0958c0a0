import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Say, writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { ActLog } from '../acts/index.ts';
import type { Paper } from './paper.ts';
import { paperCsv } from './paper-csv.ts';
import { paperHtml } from './paper-html.tsx';
import { printPdf } from './paper-pdf.ts';
import { paperXlsx } from './paper-xlsx.ts';

/** Kinds of file that a paper can be issued as. */
export const FORMATS = ['html', 'pdf', 'xlsx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** A file that was issued. */
export interface Issued {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Issues a paper: makes its files, notes each in the county's ledger by digest and instant, then writes them durably.
 * The ledger goes first, so that no paper leaves the house without a trace. Errors: E-COUNTY-105 (no PDF),
 * E-COUNTY-008 (a file cannot be written).
 */
export async function issue(
  paper: Paper,
  formats: readonly Format[],
  to: {
    readonly folder: string;
    readonly name: string;
    readonly by: string;
    readonly log: ActLog;
    readonly say: Say;
  },
): Promise<Result<readonly Issued[]>> {
  const files: { readonly path: string; readonly format: Format; readonly bytes: Buffer }[] = [];
  for (const format of formats) {
    const bytes = await bytesOf(paper, format, to.say);
    if (!bytes.ok) return bytes;
    files.push({ path: join(to.folder, `${to.name}.${format}`), format, bytes: bytes.value });
  }
  const issued: Issued[] = [];
  for (const { path, format, bytes } of files) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await to.log.append(to.by, { act: 'issued', what: `${paper.slug}.${format}`, sha256, asOf: paper.asOf });
    try {
      writeFileDurably(path, bytes);
    } catch {
      return fail('E-COUNTY-008', path);
    }
    issued.push({ path, sha256 });
  }
  return ok(issued);
}

async function bytesOf(paper: Paper, format: Format, say: Say): Promise<Result<Buffer>> {
  switch (format) {
    case 'html':
      return ok(Buffer.from(paperHtml(paper, say)));
    case 'csv':
      return ok(Buffer.from(paperCsv(paper)));
    case 'xlsx':
      return ok(await paperXlsx(paper, say));
    case 'pdf':
      return printPdf(paperHtml(paper, say));
  }
}
