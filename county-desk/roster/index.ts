export { type BadRow, readRosterCsv } from './roster-csv.ts';
export { packRoster } from './roster-pack.ts';
