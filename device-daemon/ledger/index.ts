export type { Confirmation } from './confirmations.ts';
export { Ledger, type LedgerOptions } from './ledger.ts';
export { sealRecord } from './seal-record.ts';
export { verifyLedger } from './verify-ledger.ts';
