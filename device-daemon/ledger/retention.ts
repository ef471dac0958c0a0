import { TILE_WIDTH } from '../../domain/tlog/index.ts';
import type { Cosigned } from './cosignature-file.ts';
import type { Cosignings } from './cosignings.ts';

/** The instant so many calendar months before another, both in milliseconds since 1970; the last day of a month holds. */
export function monthsBefore(instant: number, months: number): number {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/**
 * Below which index entries may go: those in whole bundles that the county has cosigned, and had cosigned already
 * `months` ago. Age is told by the county's clock alone: an entry that was cosigned at a time is at least as old, while
 * the kiosk's own clock may have stood at any year. `now` (milliseconds since 1970) can only make it less.
 */
export function mayGoBelow(
  cosigned: Cosigned | undefined,
  cosignings: Cosignings,
  now: number,
  months: number,
): number {
  if (cosigned === undefined) return 0;
  const today = Math.min(now, cosigned.time * 1000);
  const old = Math.min(cosigned.size, cosignings.sizeAt(monthsBefore(today, months)));
  return Math.floor(old / TILE_WIDTH) * TILE_WIDTH;
}
