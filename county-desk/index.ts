export { countyProgram } from './cli/index.ts';
export {
  type CountyKeys,
  type Device,
  enrolDevice,
  makeCountyKeys,
  readCountyKeys,
  readDevice,
} from './enrolment/index.ts';
export { type BadRow, packRoster, readRosterCsv } from './roster/index.ts';
