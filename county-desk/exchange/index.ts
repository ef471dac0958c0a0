export {
  type ComparisonList,
  type ComparisonRow,
  comparisonTasks,
  type HitAct,
  readComparison,
} from './comparison.ts';
export { type ElsewhereAct, type ElsewhereRow, elsewhereActs, readElsewhere } from './elsewhere.ts';
export {
  type ExportFile,
  type ExportPerson,
  type NotExported,
  recordIdOf,
  sha256,
  writeExport,
  writeManifest,
} from './national-export.ts';
export type { PersonRow, PersonRows } from './person-rows.ts';
export { readRejected, type WorkItem } from './rejected.ts';
export { type ExportField, ExportTemplate, readTemplate } from './template.ts';
