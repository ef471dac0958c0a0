export type { Confirmation } from './confirmations.ts';
export { exportLedger } from './export.ts';
export { LedgerFault } from './fault.ts';
export { readTile } from './folder-source.ts';
export { type Appended, Ledger, type LedgerOptions } from './ledger.ts';
export { sealRecord } from './seal-record.ts';
export { type LedgerFinding, type LedgerReport, verifyLedger } from './verify.ts';
