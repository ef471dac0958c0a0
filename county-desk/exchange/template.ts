import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/index.ts';

/** What of a confirmation can stand in a column. */
export const ExportField = z.enum([
  'recordId',
  'idNumber',
  'name',
  'phone',
  'address',
  'township',
  'village',
  'benefitType',
  'method',
  'means',
  'confirmedOn',
  'where',
]);
export type ExportField = z.infer<typeof ExportField>;

const Header = z.string().min(1).max(80);

const Column = z.union([
  z.object({
    header: Header,
    field: ExportField,
    /** From the tool's keys to the words of the other system. A key that is not in it refuses the row. */
    map: z.record(z.string(), z.string().max(120)).optional(),
  }),
  z.object({ header: Header, constant: z.string().max(120) }),
]);

/**
 * The columns of the national system (全国优抚信息管理系统) as the county has them from its own import form: no public
 * interface is known (A60), so nothing of it is built in.
 */
export const ExportTemplate = z
  .object({
    format: z.literal('youfu-export-template/1'),
    name: z.string().min(1).max(80),
    version: z.string().min(1).max(40),
    encoding: z.enum(['utf-8-bom', 'gb18030']),
    columns: z.array(Column).min(1).max(100),
    /** Columns of the file in which the other system gives rows back. */
    rejected: z.object({ recordId: Header, reason: Header }),
  })
  .refine(
    ({ columns }) => new Set(columns.map(({ header }) => header)).size === columns.length,
    'a header stands twice',
  )
  .refine(
    ({ columns }) => columns.some((column) => 'field' in column && column.field === 'recordId'),
    'no column holds recordId: a row that comes back could not be found again',
  );
export type ExportTemplate = z.infer<typeof ExportTemplate>;

/** The template in a file's bytes. Error: E-COUNTY-103. */
export function readTemplate(bytes: Uint8Array): Result<ExportTemplate> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('E-COUNTY-103', 'no JSON in UTF-8');
  }
  const parsed = ExportTemplate.safeParse(json);
  return parsed.success ? ok(parsed.data) : fail('E-COUNTY-103', z.prettifyError(parsed.error));
}
