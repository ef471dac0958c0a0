export { CountyEntry, DeskAct, PersonAct } from './act.ts';
