export type { CountyStore, EntryRow, Lease, RosterEntry, VerifiedHead } from './county-store.ts';
