import type { ErrorCode } from '../../domain/index.ts';

/** PC/SC return codes (pcsclite.h) that mean the card went or answered no more. */
const CARD_WENT: ReadonlySet<string> = new Set([
  '8010000c', // no smart card
  '80100010', // protocol mismatch: another card was laid on
  '80100016', // not transacted: what the virtual and many real drivers say when the card is pulled
  '80100066', // unresponsive
  '80100067', // unpowered
  '80100068', // reset
  '80100069', // removed
]);

/** SCARD_E_INSUFFICIENT_BUFFER: more came than the whole answer has. */
const LONGER_THAN_THE_ANSWER = '80100008';

/** Code of the error book for an error of the binding, which carries PC/SC's code only in its message. */
export function pcscErrorCode(error: unknown): { readonly code: ErrorCode; readonly detail: string } {
  const found =
    error instanceof Error ? /0x([0-9a-f]{8})/i.exec(error.message)?.[1]?.toLowerCase() : undefined;
  const detail = `PC/SC ${found ?? 'error without a code'}`;
  if (found === LONGER_THAN_THE_ANSWER) return { code: 'E-CARD-009', detail };
  return { code: found !== undefined && CARD_WENT.has(found) ? 'E-CARD-002' : 'E-CARD-012', detail };
}

/** SW1 SW2 for the technician; what begins as none does (ISO 7816-4: 6x or 9x) may be of a card and is not told. */
export function statusText(sw1: number, sw2: number): string {
  const isStatus = sw1 >> 4 === 6 || sw1 >> 4 === 9;
  return isStatus ? Buffer.of(sw1, sw2).toString('hex') : 'no status';
}
