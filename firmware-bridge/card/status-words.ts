import type { ErrorCode } from '../../domain/index.ts';

/**
 * What the host does after a status: go on, resend the same frame, begin again with find, or end the read.
 */
export type Recovery = 'go-on' | 'resend' | 'restart' | 'stop';

export interface StatusWord {
  readonly meaning: string;
  readonly recovery: Recovery;
  /** Code of the error book when the read ends with this status. */
  readonly code?: ErrorCode;
}

/** SW3 of the SAM's replies (GA/T 467). 90 is success for everything but find, which says 9F. */
const STATUS_WORDS: Readonly<Record<number, StatusWord>> = {
  144: { meaning: 'success', recovery: 'go-on' },
  159: { meaning: 'card found', recovery: 'go-on' },
  145: { meaning: 'no content for this item', recovery: 'go-on' },
  16: { meaning: 'checksum of the command wrong', recovery: 'resend', code: 'E-CARD-009' },
  17: { meaning: 'length of the command wrong', recovery: 'resend', code: 'E-CARD-009' },
  33: { meaning: 'unknown or illogical command', recovery: 'stop', code: 'E-CARD-008' },
  35: { meaning: 'no permission', recovery: 'stop', code: 'E-CARD-008' },
  36: { meaning: 'error not recognised', recovery: 'restart', code: 'E-CARD-002' },
  49: { meaning: 'card refused the module', recovery: 'stop', code: 'E-CARD-004' },
  50: { meaning: 'module refused the card', recovery: 'stop', code: 'E-CARD-005' },
  51: { meaning: 'verification of the information not passed', recovery: 'stop', code: 'E-CARD-005' },
  64: { meaning: 'card type not recognised', recovery: 'stop', code: 'E-CARD-003' },
  65: { meaning: 'reading broke off', recovery: 'restart', code: 'E-CARD-002' },
  71: { meaning: 'random number not obtained', recovery: 'restart', code: 'E-CARD-002' },
  96: { meaning: 'module self-test not passed', recovery: 'stop', code: 'E-CARD-006' },
  102: { meaning: 'module not authorised', recovery: 'stop', code: 'E-CARD-007' },
  128: { meaning: 'no card found', recovery: 'stop', code: 'E-CARD-001' },
  129: { meaning: 'select did not work', recovery: 'restart', code: 'E-CARD-002' },
};

/** The row of a status; one that no list names is treated as a broken-off read. */
export function statusWord(status: number): StatusWord {
  return STATUS_WORDS[status] ?? { meaning: 'status in no list', recovery: 'restart', code: 'E-CARD-002' };
}
