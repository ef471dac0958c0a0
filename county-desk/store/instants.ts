/** An ISO time with milliseconds, 24 characters: so written, times compare as texts. Throws on no time at all. */
export function instant(text: string): string {
  return new Date(text).toISOString();
}

/** The month (`YYYYMM`) of an instant, in UTC: it only says which partition an entry lies in. */
export function monthOf(at: string): number {
  return Number(at.slice(0, 4)) * 100 + Number(at.slice(5, 7));
}
