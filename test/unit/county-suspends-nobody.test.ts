import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import * as steps from '../../county-desk/steps/index.ts';
import { readSources, withoutComments } from '../../setup/checks/sources.ts';
import { act, announced, attempt, CAMPAIGN, digestOf, facts, YEAR } from '../support/county-facts.ts';
import { must } from '../support/county-fixture.ts';

/** Makes a status of the register out of nothing: only reading the register may. */
const WRITES_STATUS = /status:\s*['"](suspended|deceased)['"]|\.status\s*=[^=]/;

test('no code of the county writes that somebody is suspended or dead', () => {
  const sources = readSources(packageFolder(), ['county-desk', 'domain', 'config']);
  assert.ok(sources.some(({ path }) => path === 'county-desk/steps/suspension.ts'));
  const found = sources
    .filter(({ path }) => !/^config\/(people|special-people|made-up-[a-z-]+)\.ts$/.test(path))
    .filter(({ text }) => WRITES_STATUS.test(withoutComments(text)))
    .map(({ path }) => path);
  assert.equal(found, []);
});

test('no step is named as one that suspends, stops or resumes; those there are note what people decided', () => {
  const verbs = Object.keys(steps).filter((name) =>
    /^(suspend|stop|cancel|terminate|resume)([A-Z]|$)/.test(name),
  );
  // A task to decide on, given by facts.
  assert.equal(verbs, ['resumeTask']);
});

test('an approval is paper: the facts of the person stay as they are, and so does the roster of the kiosks', () => {
  const given = facts({ acts: [announced('2021-12-01'), attempt('2021-12-20')] });
  const before = JSON.stringify(given);
  const sheet = { sheet: 'b'.repeat(64), year: YEAR, preparedBy: 'a', persons: [digestOf(1)] };
  const approval = must(
    steps.approveSheet(sheet, new Map([[digestOf(1), given]]), 'b', CAMPAIGN, '2022-02-10'),
  );
  assert.is(JSON.stringify(given), before);
  assert.equal(
    approval.acts.map((one) => one.act),
    ['suspension-approved'],
  );
  const after = facts({
    acts: [...given.acts, ...approval.acts, act('circumstance', { kind: 'other', words: '' })],
  });
  assert.is(after.roster?.status, 'active');
});

test('the commands say so too', () => {
  const text = readFileSync(join(packageFolder(), 'county-desk', 'cli', 'approve.ts'), 'utf8');
  assert.match(text, /stops no payment/);
});

test.run();
