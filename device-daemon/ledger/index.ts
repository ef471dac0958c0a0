export type { Confirmation } from './confirmations.ts';
export type { Cosigned } from './cosignature-file.ts';
export { type BlobKind, Ledger, type LedgerOptions, RESERVE_BYTES } from './ledger.ts';
export { LedgerCare } from './ledger-care.ts';
export { leaveEvent, takeLeftEvents } from './left-events.ts';
export { Recipients } from './recipients.ts';
export { sealRecord } from './seal-record.ts';
export { readSm2Signers } from './sm2-key-file.ts';
export { verifyLedger } from './verify-ledger.ts';
