export { CountyEntry, DeskAct, PersonAct } from './act.ts';
export { type ActLog, type ActLogOptions, CountyActLog } from './act-log.ts';
export { COUNTY_ENTRIES } from './county-entries.ts';
export { actsFolder } from './read-acts.ts';
