export { type CountyKeys, makeCountyKeys, readCountyKeys } from './county-keys.ts';
export { type Device, readDevice } from './devices.ts';
export { enrolDevice } from './enrol.ts';
export { countyProgram } from './program.ts';
export { type BadRow, readRosterCsv } from './roster-csv.ts';
export { packRoster } from './roster-pack.ts';
