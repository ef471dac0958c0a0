import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { campaign, sharesOf } from '../fuzz/campaign.ts';
import { corpusOf } from '../fuzz/corpus.ts';
import { caseOf } from '../fuzz/target.ts';
import { TARGETS } from '../fuzz/targets/index.ts';

const CASES = 20_000;

test(`${CASES} mutated inputs and the whole corpus are taken well by everything that listens to a stranger`, async () => {
  const atOnce = Math.min(2, cpus().length);
  const report = await campaign({ targets: TARGETS, seed: 'npm test', cases: CASES, atOnce, say: () => {} });
  assert.ok(report.cases >= CASES);
  assert.equal(
    report.findings.map(({ what, message }) => `${what}: ${message}`),
    [],
  );
});

test('a case is the same again by its name alone', async () => {
  for (const target of TARGETS) {
    const seeds = await target.seeds();
    for (const index of [0, 7]) {
      const first = caseOf(target, seeds, 'seed', index);
      const second = caseOf(target, seeds, 'seed', index);
      assert.equal(first.input, second.input);
      assert.is(first.random.below(1000), second.random.below(1000));
    }
  }
});

test('every target has cases, and every folder of the corpus a target', () => {
  assert.ok([...sharesOf(TARGETS, CASES).values()].every((share) => share > 0));
  const names = TARGETS.map(({ name }) => name);
  const folders = readdirSync(join(packageFolder(), 'test', 'fixtures', 'corpus'));
  assert.equal(
    folders.filter((folder) => !names.includes(folder)),
    [],
  );
  for (const folder of folders) assert.ok(corpusOf(folder).length > 0, folder);
});

test.run();
