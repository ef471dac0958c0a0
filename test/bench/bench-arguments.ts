import { parseArgs } from 'node:util';

/** What stands after `npm run bench --`: names of benchmarks, and photographs that are not part of the project. */
export interface BenchArguments {
  readonly names: readonly string[];
  /** Folder in LFW's layout (face-dataset.ts). */
  readonly dataset?: string;
  /** Its list of pairs, where it does not lie in the folder. */
  readonly pairs?: string;
}

/** Names come first; options that are another benchmark's own are passed over. */
export function benchArguments(words: readonly string[] = process.argv.slice(2)): BenchArguments {
  const first = words.findIndex((word) => word.startsWith('--'));
  const { values } = parseArgs({
    args: first < 0 ? [] : words.slice(first),
    options: { dataset: { type: 'string' }, pairs: { type: 'string' } },
    strict: false,
  });
  const { dataset, pairs } = values;
  return {
    names: first < 0 ? words : words.slice(0, first),
    ...(typeof dataset === 'string' ? { dataset } : {}),
    ...(typeof pairs === 'string' ? { pairs } : {}),
  };
}
