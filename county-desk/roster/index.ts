export { type BadRow, readRosterCsv } from './roster-csv.ts';
export { packRoster } from './roster-pack.ts';
export { type RosterDesk, takeKeptRosters, takeRoster } from './take-roster.ts';
