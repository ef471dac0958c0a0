export type { Confirmation } from './confirmations.ts';
export type { Cosigned } from './cosignature-file.ts';
export { type BlobKind, Ledger, type LedgerOptions, RESERVE_BYTES } from './ledger.ts';
export { Recipients } from './recipients.ts';
export { sealRecord } from './seal-record.ts';
export { verifyLedger } from './verify-ledger.ts';
