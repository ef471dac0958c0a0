/** All of China keeps one time, UTC+8, without summer time. Milliseconds. */
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

/** Day (`YYYY-MM-DD`) and hour (0 to 23) in China of an ISO time. */
export function localDay(iso: string): { readonly day: string; readonly hour: number } {
  const local = new Date(Date.parse(iso) + CHINA_OFFSET_MS);
  return { day: local.toISOString().slice(0, 10), hour: local.getUTCHours() };
}
