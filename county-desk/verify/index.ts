export { type FoundLog, type FoundLogs, findLogs } from './find-logs.ts';
export { QUESTION_LIMITS, type Question } from './questions.ts';
export { type ReceiptClaim, readReceipt } from './receipt-claim.ts';
export { type DayCount, Recount } from './recount.ts';
export { questionLine, receiptLine, verdictLines } from './verdict-lines.ts';
export { type LogVerdict, type VerifyFinding, verifyFolder } from './verify-log.ts';
export { type ReceiptVerdict, verifyReceipt } from './verify-receipt.ts';
