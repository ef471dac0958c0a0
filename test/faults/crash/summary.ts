import { median } from '../../bench/bench-line.ts';
import type { CrashReport } from './run.ts';

/** Everything that may not be, a sentence each. */
export function violationsOf(report: CrashReport): string[] {
  return [
    ...report.lost.map((what) => `lost: ${what}`),
    ...report.half.map((what) => `half: ${what}`),
    ...report.double.map((what) => `double: ${what}`),
    ...report.other,
  ];
}

/** The lines at the end of a run. */
export function summaryOf(report: CrashReport, seed: string): string {
  const { kills, doneShown, records, tornTails, laidAgain, lost, half, double, other, starts } = report;
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  const screens = Object.entries(report.killedOn)
    .sort(([, a], [, b]) => b - a)
    .map(([screen, times]) => `${screen} ${times}`);
  return [
    `killed on: ${screens.join(', ')}`,
    `started again in ${seconds(median(starts))} s (median), ${seconds(Math.max(...starts))} s at most; ${laidAgain} cards laid again`,
    `crash: ${kills} kills, ${doneShown} done shown, ${records} records, ${tornTails} torn tails, lost ${lost.length}, half ${half.length}, double ${double.length}, other ${other.length}, seed ${seed}`,
  ].join('\n');
}
