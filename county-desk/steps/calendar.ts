import { isoDate } from '../../domain/index.ts';

/** Days and months of the county's year. A day is `YYYY-MM-DD` and a month `YYYY-MM`, both in China's calendar. */

const DAY_MS = 86_400_000;

/** Days that the list of the unconfirmed hangs before anybody becomes a candidate (A49). */
export const ANNOUNCEMENT_DAYS = 60;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`: 2026-02-29 is none. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isoDate(text.replaceAll('-', '')) !== undefined;
}

/** The day `days` after `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

/**
 * The last day of an announcement that starts on `from`, both counted (T8): for 2021-12-01 it is 2022-01-29. On it the
 * list still hangs.
 */
export function lastAnnouncedDay(from: string, days: number = ANNOUNCEMENT_DAYS): string {
  return addDays(from, days - 1);
}

/** The first day on which somebody may be a candidate: for 2021-12-01 it is 2022-01-30 (A49). */
export function earliestCandidateDay(from: string, days: number = ANNOUNCEMENT_DAYS): string {
  return addDays(lastAnnouncedDay(from, days), 1);
}

/** Whole days for which the list has hung when `today` begins; 0 before and on the first day. */
export function announcedDays(from: string, today: string): number {
  return Math.max(0, daysBetween(from, today));
}

/** The month after the one of `day`: 2022-02-10 gives 2022-03 (A49). */
export function followingMonth(day: string): string {
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4)) + (month === 12 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month === 12 ? 1 : month + 1).padStart(2, '0')}`;
}

/** The months after the one of `day` up to and including the one of `today`, at most `most`, the latest kept. */
export function monthsSince(day: string, today: string, most: number): readonly string[] {
  const months: string[] = [];
  for (let month = followingMonth(day); month <= today.slice(0, 7); month = followingMonth(`${month}-01`))
    months.push(month);
  return months.slice(-most);
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekday(day: string): number {
  const sundayIs0 = new Date(`${day}T00:00:00Z`).getUTCDay();
  return sundayIs0 === 0 ? 7 : sundayIs0;
}

/** The last day up to and including `day` that is this day of the week. */
export function lastWeekday(day: string, wanted: number): string {
  return addDays(day, -((weekday(day) - wanted + 7) % 7));
}
