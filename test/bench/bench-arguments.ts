import { parseArgs } from 'node:util';

/** What stands after `npm run bench --`: names of benchmarks, and photographs that are not part of the project. */
export interface BenchArguments {
  readonly names: readonly string[];
  /** Folder in LFW's layout (face-dataset.ts). */
  readonly dataset?: string;
  /** Its list of pairs, where it does not lie in the folder. */
  readonly pairs?: string;
}

/** Throws on an option that nobody knows. */
export function benchArguments(words: readonly string[] = process.argv.slice(2)): BenchArguments {
  const { positionals, values } = parseArgs({
    args: [...words],
    options: { dataset: { type: 'string' }, pairs: { type: 'string' } },
    allowPositionals: true,
  });
  return { names: positionals, ...values };
}
