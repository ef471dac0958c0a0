import { RIGID_POINTS } from './rigid-points.ts';

const NOSE: ReadonlySet<number> = new Set([
  197, 195, 5, 4, 1, 19, 2, 98, 327, 48, 278, 129, 358, 49, 279, 198, 420, 131, 360, 6,
]);

/** The rigid points without the nose: what's left is nearly a sheet. */
export const SHEET_POINTS: readonly number[] = RIGID_POINTS.filter((point) => !NOSE.has(point));
