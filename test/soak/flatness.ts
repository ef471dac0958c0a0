/** One figure over the visits. */
export interface Point {
  readonly visit: number;
  readonly value: number;
}

/** How much a figure may grow over the second half of a run: the first half is for warming up. */
export interface Bound {
  readonly name: string;
  readonly unit: string;
  readonly mayGrow: number;
}

/** A figure that was judged. */
export interface Verdict extends Bound {
  /** Growth over the second half by the line of least squares. */
  readonly grew: number;
  readonly flat: boolean;
}

/** Least squares: what the line through the points rises from the first to the last of them. */
export function growthOf(points: readonly Point[]): number {
  const count = points.length;
  const [first, last] = [points[0], points[count - 1]];
  if (first === undefined || last === undefined || first === last) return 0;
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / count;
  const meanVisit = mean(({ visit }) => visit);
  const meanValue = mean(({ value }) => value);
  const rise = points.reduce((sum, { visit, value }) => sum + (visit - meanVisit) * (value - meanValue), 0);
  const run = points.reduce((sum, { visit }) => sum + (visit - meanVisit) ** 2, 0);
  return run === 0 ? 0 : (rise / run) * (last.visit - first.visit);
}

/** Judges one figure over the second half of its points. */
export function judge(bound: Bound, points: readonly Point[]): Verdict {
  const grew = growthOf(points.slice(Math.floor(points.length / 2)));
  return { ...bound, grew, flat: grew <= bound.mayGrow };
}
