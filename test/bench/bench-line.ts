/** One figure of a benchmark. `peer` names what it is set beside, `ratio` is own / peer. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly peer?: string;
}

/** A benchmark: measures, cleans up after itself, and gives its figures. Throws when it cannot measure. */
export interface Bench {
  readonly name: string;
  run(): Promise<BenchLine[]>;
}

/** Three significant digits, no exponent: `12300`, `1.23`, `0.0123`. */
export function figure(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { useGrouping: false, maximumFractionDigits: 6 });
}

/** `bench <name> <value> <unit> [<ratio> of <peer>]`. */
export function benchText(line: BenchLine): string {
  const beside =
    line.ratio === undefined || line.peer === undefined ? '' : ` ${figure(line.ratio)} of ${line.peer}`;
  return `bench ${line.name} ${figure(line.value)} ${line.unit}${beside}`;
}

/** The middle value; the lower of the two middle ones when their number is even. Throws on none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('median of nothing');
  return middle;
}
