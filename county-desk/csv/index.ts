export { type CsvRecord, csvRecords, type RefusedRow, readCsv } from './read-csv.ts';
export { type Cell, looksLikeFormula, writeCsv } from './write-csv.ts';
