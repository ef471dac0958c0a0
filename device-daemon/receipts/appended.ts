/** Where a visit stands in the kiosk's log. */
export interface Appended {
  /** Index of the entry. */
  readonly index: number;
  /** Hex leaf hash of the entry (RFC 6962), 64 characters. */
  readonly leafHash: string;
  /** Origin of the kiosk's log (C2SP checkpoint), which is the device's id. */
  readonly origin: string;
}

/** First 8 hex digits of the leaf hash in two groups, to be read out over the telephone (P45). */
export function chainCode(leafHash: string): string {
  const code = leafHash.slice(0, 8).toUpperCase();
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** What the slip and the screen show as the number of a visit, e.g. `123 3F9A 07BC`. */
export function slipNumber(appended: Pick<Appended, 'index' | 'leafHash'>): string {
  return `${appended.index} ${chainCode(appended.leafHash)}`;
}

/** What the QR code says: enough to find and prove the entry, nothing of the person. */
export function slipQr(appended: Appended): string {
  return `YF1|${appended.origin}|${appended.index}|${appended.leafHash}`;
}
