export { type Incomplete, incompleteKiosks } from './completeness.ts';
export type { CountyStore, EntryRow, KioskLog, Lease, RosterEntry, VerifiedHead } from './county-store.ts';
export { openCountyStore } from './open-store.ts';
export { StoreFault } from './store-fault.ts';
