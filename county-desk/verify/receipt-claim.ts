/** What a slip says of the entry behind it: all that is readable of it. */
export interface ReceiptClaim {
  /** Name of the device. */
  readonly origin: string | undefined;
  readonly index: number | undefined;
  /** Hex of the leaf hash or of its beginning: 64 digits from a QR code, 10 from the code in print. */
  readonly leaf: string;
}

/** Crockford's base32: without I, L, O and U, which are read for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** The claim in the text of a QR code, or in what an auditor types from a slip: `[device] [number] code`. */
export function readReceipt(text: string): ReceiptClaim | undefined {
  const qr = /^YF1\|([a-z0-9][a-z0-9.-]{2,60})\|(0|[1-9]\d{0,14})\|([0-9a-f]{64})$/.exec(text.trim());
  if (qr !== null) return { origin: qr[1], index: Number(qr[2]), leaf: qr[3] ?? '' };
  const typed =
    /^(?:(?!\d+\s)([a-z0-9][a-z0-9.-]{2,60})\s+)?(?:(0|[1-9]\d{0,14})\s+)?([0-9A-Za-z]{4})[\s-]?([0-9A-Za-z]{4})$/.exec(
      text.trim(),
    );
  if (typed === null) return undefined;
  const [, origin, index, left = '', right = ''] = typed;
  const leaf = bitsOfCode(left + right);
  return leaf === undefined
    ? undefined
    : { origin, index: index === undefined ? undefined : Number(index), leaf };
}

/** Eight characters of Crockford's base32 for the first 40 bits of a hex leaf hash, as `XXXX-XXXX`. */
export function codeOfLeaf(leafHash: string): string {
  const bits = BigInt(`0x${leafHash.slice(0, 10)}`);
  const text = Array.from({ length: 8 }, (_, i) => ALPHABET[Number((bits >> BigInt(35 - 5 * i)) & 31n)]).join(
    '',
  );
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

function bitsOfCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!CODE.test(code)) return undefined;
  const bits = [...code].reduce((value, character) => value * 32n + BigInt(ALPHABET.indexOf(character)), 0n);
  return bits.toString(16).padStart(10, '0');
}
