import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../../domain/index.ts';
import type { ActLog } from '../../acts/index.ts';
import { type Paper, paperCsv, paperHtml, paperXlsx, printPdf } from '../../reports/index.ts';
import { say } from './make-paper.ts';
import type { FileKind } from './paper-choice.ts';

/** A file that goes to the officer's browser, and is kept nowhere here: it may hold names. */
export interface PaperFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};
/** Papers that are printed at once, each with a Chromium of its own. */
const AT_ONCE = 2;
let printing = 0;

/**
 * The bytes of a paper, noted in the county's ledger before they leave. Errors: E-COUNTY-105 (no PDF), E-COUNTY-125
 * (others are printing).
 */
export async function issueFile(
  paper: Paper,
  file: FileKind,
  by: string,
  log: ActLog,
): Promise<Result<PaperFile>> {
  const bytes = await bytesOf(paper, file);
  if (!bytes.ok) return bytes;
  const sha256 = createHash('sha256').update(bytes.value).digest('hex');
  await log.append(by, { act: 'issued', what: `${paper.slug}.${file}`, sha256, asOf: paper.asOf });
  const name = `${paper.slug}-${paper.asOf.slice(0, 10)}.${file}`;
  return ok({ name, type: TYPES[file], bytes: bytes.value });
}

async function bytesOf(paper: Paper, file: FileKind): Promise<Result<Buffer>> {
  if (file === 'csv') return ok(Buffer.from(paperCsv(paper)));
  if (file === 'xlsx') return ok(await paperXlsx(paper, say));
  if (printing >= AT_ONCE) return fail('E-COUNTY-125');
  printing += 1;
  try {
    return await printPdf(paperHtml(paper, say));
  } finally {
    printing -= 1;
  }
}
