import { type CodedError, type ErrorCode, fail } from '../../domain/index.ts';

/** SW3 of every success but find's, which is 9F. */
export const SAM_SUCCESS = 0x90;

/**
 * What the host does after a status: go on; send the same frame once more; begin again with find; do without what
 * was asked, which for a read is its end; or end the read.
 */
export type StatusRecovery = 'go-on' | 'resend' | 'restart' | 'without' | 'stop';

export interface StatusWord {
  readonly meaning: string;
  readonly recovery: StatusRecovery;
  /** Code of the error book when the read ends with this status. */
  readonly code?: ErrorCode;
}

/** SW3 of the SAM's replies (GA/T 467). 90 is success for everything but find, which says 9F. */
const STATUS_WORDS: ReadonlyMap<number, StatusWord> = new Map<number, StatusWord>([
  [0x90, { meaning: 'success', recovery: 'go-on' }],
  [0x9f, { meaning: 'card found', recovery: 'go-on' }],
  [0x91, { meaning: 'no content for this item', recovery: 'without', code: 'E-CARD-002' }],
  [0x10, { meaning: 'checksum of the command wrong', recovery: 'resend', code: 'E-CARD-009' }],
  [0x11, { meaning: 'length of the command wrong', recovery: 'resend', code: 'E-CARD-009' }],
  [0x21, { meaning: 'unknown or illogical command', recovery: 'without', code: 'E-CARD-008' }],
  [0x23, { meaning: 'no permission', recovery: 'stop', code: 'E-CARD-008' }],
  [0x24, { meaning: 'error not recognised', recovery: 'restart', code: 'E-CARD-002' }],
  [0x31, { meaning: 'card refused the module', recovery: 'stop', code: 'E-CARD-004' }],
  [0x32, { meaning: 'module refused the card', recovery: 'stop', code: 'E-CARD-005' }],
  [0x33, { meaning: 'verification of the information not passed', recovery: 'stop', code: 'E-CARD-005' }],
  [0x40, { meaning: 'card type not recognised', recovery: 'stop', code: 'E-CARD-003' }],
  [0x41, { meaning: 'reading broke off', recovery: 'restart', code: 'E-CARD-002' }],
  [0x47, { meaning: 'random number not obtained', recovery: 'restart', code: 'E-CARD-002' }],
  [0x60, { meaning: 'module self-test not passed', recovery: 'stop', code: 'E-CARD-006' }],
  [0x66, { meaning: 'module not authorised', recovery: 'stop', code: 'E-CARD-007' }],
  [0x80, { meaning: 'no card found', recovery: 'stop', code: 'E-CARD-001' }],
  [0x81, { meaning: 'select did not work', recovery: 'restart', code: 'E-CARD-002' }],
]);

/** The row of a status; one that no list names is treated as a broken-off read. */
export function statusWord(status: number): StatusWord {
  return (
    STATUS_WORDS.get(status) ?? { meaning: 'status in no list', recovery: 'restart', code: 'E-CARD-002' }
  );
}

/** The error for a status that is no success, with the command's name for the technician. */
export function statusError(command: string, status: number): CodedError {
  const word = statusWord(status);
  const hex = status.toString(16).padStart(2, '0');
  return fail(word.code ?? 'E-CARD-002', `${command}: ${hex} ${word.meaning}`).error;
}
