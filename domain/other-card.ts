import { OtherCardKind } from './card.ts';
import type { ErrorCode } from './result.ts';

/** The code of the error book with which a read of each kind ends: by it the kind comes to the screen. */
export const OTHER_CARD_CODES: Readonly<Record<OtherCardKind, ErrorCode>> = {
  unknown: 'E-CARD-003',
  'bank-card': 'E-CARD-021',
  'transport-card': 'E-CARD-022',
  'social-security-card': 'E-CARD-023',
  'preferential-card': 'E-CARD-024',
};

/** The kind of card that ended a read with `code`; undefined where the read ended for another reason. */
export function otherCardOf(code: ErrorCode): OtherCardKind | undefined {
  return OtherCardKind.options.find((kind) => OTHER_CARD_CODES[kind] === code);
}
