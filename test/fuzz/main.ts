/**
 * `npm run fuzz -- [--cases N] [--seed TEXT] [--target NAME]… [--case TARGET:NUMBER]`. Prints the seed; with the same
 * seed a case is the same again. Ends with 1 when anything was taken badly; those inputs are in the corpus then.
 */
import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { campaign } from './campaign.ts';
import { keepInCorpus } from './corpus.ts';
import { caseOf } from './target.ts';
import { TARGETS } from './targets/index.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    seed: { type: 'string' },
    target: { type: 'string', multiple: true },
    case: { type: 'string' },
  },
});
const seed = values.seed ?? randomUUID().slice(0, 8);
const known = TARGETS.map(({ name }) => name);
const wanted = z.array(z.enum(known)).parse(values.target ?? known);

/** One case in this process, where a debugger can follow it. */
async function single(name: string): Promise<void> {
  const [, targetName = '', number = ''] = /^(.+):(\d+)$/.exec(name) ?? [];
  const target = TARGETS.find((candidate) => candidate.name === targetName);
  if (target === undefined) throw new Error(`--case wants TARGET:NUMBER; targets are ${known.join(', ')}`);
  const { input, random } = caseOf(target, await target.seeds(), seed, Number(number));
  console.log(
    `fuzz: seed ${seed}, case ${name}, ${input.length} bytes\n${Buffer.from(input).toString('hex')}`,
  );
  await target.run(input, random);
  await target.close?.();
  console.log('fuzz: it is taken well');
}

if (values.case !== undefined) await single(values.case);
else {
  const cases = z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000_000)
    .parse(values.cases ?? '1050000');
  console.log(`fuzz: ${cases} cases, seed ${seed}`);
  const since = performance.now();
  const report = await campaign({
    targets: TARGETS.filter(({ name }) => wanted.includes(name)),
    seed,
    cases,
    atOnce: Math.max(1, Math.min(4, cpus().length)),
    say: (line) => console.log(line),
  });
  for (const { target, what, message, input } of report.findings) {
    console.log(`FINDING ${what} (--seed ${seed}): ${message}`);
    console.log(`        kept as ${keepInCorpus(target, input)}`);
  }
  const seconds = ((performance.now() - since) / 1000).toFixed(0);
  console.log(
    `fuzz: ${report.cases} cases and ${report.corpus} kept inputs, ${report.findings.length} taken badly, ${seconds} s, seed ${seed}`,
  );
  process.exitCode = report.findings.length === 0 ? 0 : 1;
}
