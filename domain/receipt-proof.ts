/** What a slip says of its entry in the kiosk's log: enough to find and prove it, nothing of the person. */
export interface ReceiptProof {
  /** Origin of the log (C2SP tlog-checkpoint), which is the device's id. */
  readonly origin: string;
  /** Index of the entry. */
  readonly index: number;
  /** Hex leaf hash of the entry (RFC 6962), 64 characters. */
  readonly leafHash: string;
}

/** Crockford's base32: no I, L, O and U, which are taken for 1, 0 and V when they are read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_BITS = 40;
const BITS_A_CHARACTER = 5;

/** What the QR code on a slip says. */
export function receiptQr({ origin, index, leafHash }: ReceiptProof): string {
  return `YF1|${origin}|${index}|${leafHash}`;
}

/** The proof in a QR code's text; undefined when it is none. */
export function parseReceiptProof(text: string): ReceiptProof | undefined {
  const match = /^YF1\|([a-z0-9][a-z0-9.-]{2,60})\|(0|[1-9]\d{0,14})\|([0-9a-f]{64})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, origin = '', index = '', leafHash = ''] = match;
  return { origin, index: Number(index), leafHash };
}

/**
 * The 8 characters that stand on a slip for a leaf hash, its first 40 bits: `7YD0-FF2H`. They can be read out over a
 * telephone. Chance hits an entry's code once in 10^12 tries: it names the entry, the QR code proves it.
 */
export function receiptCode(leafHash: string): string {
  const bits = BigInt(`0x${leafHash.slice(0, CODE_BITS / 4)}`)
    .toString(2)
    .padStart(CODE_BITS, '0');
  const groups = bits.match(new RegExp(`.{${BITS_A_CHARACTER}}`, 'g')) ?? [];
  const code = groups.map((group) => ALPHABET[Number.parseInt(group, 2)] ?? '').join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What the slip and the screen show as the number of a visit: `1234 7YD0-FF2H`. */
export function receiptNumber({ index, leafHash }: Pick<ReceiptProof, 'index' | 'leafHash'>): string {
  return `${index} ${receiptCode(leafHash)}`;
}

/**
 * Index and code of a slip's number as somebody types it: small letters, O for 0, I and L for 1 and other gaps are
 * taken as what they stand for. Undefined when it is no such number.
 */
export function parseReceiptNumber(text: string): { index: number; code: string } | undefined {
  const match = /^(\d{1,15})[\s-]+([0-9A-Za-z]{4})[\s-]?([0-9A-Za-z]{4})$/.exec(text.trim());
  if (match === null) return undefined;
  const [, index = '', first = '', second = ''] = match;
  const code = `${first}-${second}`.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.includes('U') ? undefined : { index: Number(index), code };
}
