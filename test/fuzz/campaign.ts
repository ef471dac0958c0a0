import { type Finding, runBatch } from './batch.ts';
import { type ChildOrder, ENOUGH_FINDINGS } from './child-words.ts';
import { corpusOf } from './corpus.ts';
import type { FuzzTarget } from './target.ts';

export interface CampaignOptions {
  readonly targets: readonly FuzzTarget[];
  readonly seed: string;
  /** Cases of all targets together. */
  readonly cases: number;
  /** Processes at a time. */
  readonly atOnce: number;
  readonly say: (line: string) => void;
}

export interface CampaignReport {
  readonly cases: number;
  /** Inputs of the corpus that were run. */
  readonly corpus: number;
  readonly findings: readonly Finding[];
}

/** Cases of one process at the most: long enough to pay for its start, short enough to share the work evenly. */
const MOST_IN_A_BATCH = 25_000;

/** How many of `cases` each target gets, by weight, at least one; what rounding leaves goes to the first. */
export function sharesOf(targets: readonly FuzzTarget[], cases: number): Map<FuzzTarget, number> {
  const whole = targets.reduce((sum, { weight }) => sum + weight, 0);
  const shares = new Map(
    targets.map((target) => [target, Math.max(1, Math.floor((cases * target.weight) / whole))]),
  );
  const [first] = targets;
  const given = [...shares.values()].reduce((sum, share) => sum + share, 0);
  if (first !== undefined) shares.set(first, (shares.get(first) ?? 0) + Math.max(0, cases - given));
  return shares;
}

/** The shares cut into orders, and those put together to batches of at most `most` cases. */
function batchesOf(shares: ReadonlyMap<FuzzTarget, number>, seed: string, most: number): ChildOrder[][] {
  const batches: ChildOrder[][] = [];
  let room = 0;
  for (const [{ name: target }, share] of shares)
    for (let from = 0; from < share; ) {
      if (room === 0) {
        batches.push([]);
        room = most;
      }
      const to = Math.min(share, from + room);
      batches.at(-1)?.push({ target, seed, from, to, corpus: from === 0 });
      room -= to - from;
      from = to;
    }
  return batches;
}

/** Runs corpus and cases of every target; findings are reported, not thrown. */
export async function campaign(options: CampaignOptions): Promise<CampaignReport> {
  const { targets, seed, atOnce, say } = options;
  const shares = sharesOf(targets, options.cases);
  const cases = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const corpus = targets.reduce((sum, { name }) => sum + corpusOf(name).length, 0);
  const batches = batchesOf(shares, seed, Math.min(MOST_IN_A_BATCH, Math.ceil(cases / atOnce)));
  const findings: Finding[] = [];
  const hadItsSay = (target: string): boolean =>
    findings.filter((finding) => finding.target === target).length >= ENOUGH_FINDINGS;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const since = performance.now();
      findings.push(...(await runBatch(batch.filter(({ target }) => !hadItsSay(target)))));
      done += batch.reduce((sum, { from, to }) => sum + to - from, 0);
      const names = batch.map(({ target }) => target).join(', ');
      say(`fuzz: ${done} of ${cases} (${names}, ${((performance.now() - since) / 1000).toFixed(1)} s)`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { cases, corpus, findings };
}
