export { Roster, type RosterInfo } from './roster.ts';
