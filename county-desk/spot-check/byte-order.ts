/** Order of two texts by their UTF-8 bytes: that of `sort` under LC_ALL=C, with which a draw is redone by hand. */
export function byteOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
