import type { AttackKind } from '../fixtures/face/index.ts';
import { type BenchLine, median } from './bench-line.ts';

/** What the tries of one kind came to. */
export interface LivenessCount {
  runs: number;
  /** Taken for a living person: matched or not matched. */
  live: number;
  matched: number;
  /** Alive as the attacker, with a score of somebody else: no deceit, and not among the live ones. */
  themselves: number;
  /** Of the live ones, those of a film where the drawn sides happened to be the film's. */
  inFilmsOrder: number;
  /** Seconds from the first frame to the outcome, of the live ones. */
  readonly seconds: number[];
}

export const newCount = (): LivenessCount => ({
  runs: 0,
  live: 0,
  matched: 0,
  themselves: 0,
  inFilmsOrder: 0,
  seconds: [],
});

/** 95 % one-sided: the normal quantile of the Wilson bound, and the numerator of the rule of three. */
const Z = 1.645;

/** Highest share that a count is still likely to come from: Wilson's bound, or 3 / n when nothing was counted. */
export function upperBound(counted: number, of: number): number {
  if (of === 0) return 1;
  if (counted === 0) return Math.min(1, 3 / of);
  const share = counted / of;
  const middle = share + Z ** 2 / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return Math.min(1, (middle + spread) / (1 + Z ** 2 / of));
}

/** The lines of one kind: APCER of an attack, BPCER of the genuine. Prints the counts they rest on. */
export function linesOf(kind: AttackKind | 'genuine', count: LivenessCount, where = ''): BenchLine[] {
  const { runs, live, matched, themselves, inFilmsOrder, seconds } = count;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const prefix = `liveness${where}`;
  if (kind === 'genuine') {
    console.log(
      `${prefix} genuine: ${runs} tries, ${live} live, ${matched} matched; not live at most ${percent(upperBound(runs - live, runs))} (95 %)`,
    );
    const lines = [{ name: `${prefix}-bpcer`, value: (100 * (runs - live)) / Math.max(1, runs), unit: '%' }];
    if (seconds.length > 0) lines.push({ name: `${prefix}-genuine-time`, value: median(seconds), unit: 's' });
    return lines;
  }
  const own = themselves === 0 ? '' : `, ${themselves} alive as themselves`;
  const order = inFilmsOrder === 0 ? '' : ` (${inFilmsOrder} of them when the draw was the film's order)`;
  console.log(
    `${prefix} ${kind}: ${runs} tries, ${live} live${order}, ${matched} matched${own}; accepted at most ${percent(upperBound(live, runs))} (95 %)`,
  );
  const name = `${prefix}-apcer-${kind}`;
  const lines = [{ name, value: (100 * (live - inFilmsOrder)) / Math.max(1, runs), unit: '%' }];
  if (inFilmsOrder > 0)
    lines.push({ name: `${name}-in-order`, value: (100 * inFilmsOrder) / runs, unit: '%' });
  return lines;
}
