import type { ListLine } from './list-line.ts';

/**
 * Reasons with which nobody is put on a public list: the person came and the county has to decide, or may be dead. No
 * board names a dead soldier, or one who has done their part, among those who did not come.
 */
const NOT_ANNOUNCED: ReadonlySet<string | number> = new Set(['U01', 'U02', 'U03', 'U04', 'U05']);

/** The lines of the list `unconfirmed` that are announced (A47). */
export function announcedLines(lines: readonly ListLine[]): readonly ListLine[] {
  return lines.filter(
    ({ notes }) =>
      !notes.some(({ key, values }) => key === 'reason' && NOT_ANNOUNCED.has(values.reason ?? '')),
  );
}
