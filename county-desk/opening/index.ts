export { type Opening, type OpeningDesk, openRecord, openRoster, type RecordPlace } from './open-sealed.ts';
