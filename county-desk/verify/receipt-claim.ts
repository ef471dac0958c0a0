import { parseReceiptNumber, parseReceiptProof, receiptCode } from '../../domain/index.ts';

/** What a slip says of the entry behind it: all that is readable of it. */
export interface ReceiptClaim {
  /** Name of the device. */
  readonly origin: string | undefined;
  readonly index: number | undefined;
  /** Hex leaf hash; undefined where only the code in print is legible. */
  readonly leafHash: string | undefined;
  /** The code in print, `XXXX-XXXX`: the first 40 bits of the leaf hash. */
  readonly code: string;
}

/** The claim in the text of a QR code, or in what an auditor types from a slip: `[device] [number] code`. */
export function readReceipt(text: string): ReceiptClaim | undefined {
  const proof = parseReceiptProof(text);
  if (proof !== undefined) return { ...proof, code: receiptCode(proof.leafHash) };
  const typed = text.trim();
  const whole = typedNumber(typed);
  if (whole !== undefined) return { origin: undefined, ...whole };
  const [, origin, rest = ''] = /^([a-z0-9][a-z0-9.-]{2,60})\s+(.*)$/s.exec(typed) ?? [];
  const behind = typedNumber(rest);
  return behind === undefined ? undefined : { origin, ...behind };
}

/** A slip's number, or its code alone, which is read as that of a number: one form of it, one set of look-alikes. */
function typedNumber(text: string): Omit<ReceiptClaim, 'origin'> | undefined {
  const numbered = parseReceiptNumber(text);
  if (numbered !== undefined) return { ...numbered, leafHash: undefined };
  const alone = parseReceiptNumber(`0 ${text}`);
  return alone === undefined ? undefined : { index: undefined, leafHash: undefined, code: alone.code };
}

/** Whether an entry with this hex leaf hash can be the one behind the slip. */
export function fits(claim: ReceiptClaim, leafHash: string): boolean {
  return claim.leafHash === undefined ? receiptCode(leafHash) === claim.code : leafHash === claim.leafHash;
}
