/** The figures that uvu prints at the end of a file. */
export interface ClosingCounts {
  readonly total: number;
  readonly passed: number;
  readonly skipped: number;
}

/** Reads the last `Total/Passed/Skipped` block; undefined when there is none (a crash before the end). */
export function closingCounts(output: string): ClosingCounts | undefined {
  // uvu colours its figures unless told otherwise.
  const plain = output.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');
  const last = [...plain.matchAll(/Total:\s+(\d+)\s+Passed:\s+(\d+)\s+Skipped:\s+(\d+)/g)].at(-1);
  if (last === undefined) return undefined;
  return { total: Number(last[1]), passed: Number(last[2]), skipped: Number(last[3]) };
}
