import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { closingCounts } from '../closing-counts.ts';
import { processesMarked } from '../marked-processes.ts';
import { runTestFile } from '../run-test-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'test-runner-'));
test.after(() => rmSync(folder, { recursive: true }));

const uvu = JSON.stringify(join(packageFolder(), 'node_modules', 'uvu', 'dist', 'index.js'));

function file(name: string, body: string): string {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, `const { test } = require(${uvu});\n${body}`);
  return path;
}

test('counts of a good file', async () => {
  const outcome = await runTestFile(
    file('good', "test('a', () => {}); test('b', () => {}); test.run();"),
    folder,
  );
  assert.is(outcome.passed, 2);
  assert.is(outcome.failed, 0);
  assert.is(outcome.trouble, null);
});

test('a failing test counts once', async () => {
  const outcome = await runTestFile(
    file('bad', "test('a', () => {}); test('b', () => { throw new Error('x'); }); test.run();"),
    folder,
  );
  assert.is(outcome.passed, 1);
  assert.is(outcome.failed, 1);
});

test('a file without a test, a skipped test, a crash and a hanging file all count as failed', async () => {
  const bodies = {
    none: 'test.run();',
    forgotten: "test('never run', () => {});",
    skipped: "test.skip('a', () => {}); test('b', () => {}); test.run();",
    crash: "throw new Error('at once');",
    late: "test('a', () => {}); test.run(); setTimeout(() => process.exit(7), 200);",
  };
  for (const [name, body] of Object.entries(bodies)) {
    const outcome = await runTestFile(file(name, body), folder);
    assert.ok(outcome.failed > 0, name);
  }
  const hanging = await runTestFile(file('hanging', 'setInterval(() => {}, 1000);'), folder, 500);
  assert.is(hanging.failed, 1);
});

test('what a file leaves running is found and ended, also outside its process group', async () => {
  const outcome = await runTestFile(
    file(
      'leaves',
      "require('node:child_process').spawn('sleep', ['60'], { detached: true, stdio: 'inherit' }).unref();" +
        "test('a', () => {}); test.run();",
    ),
    folder,
  );
  assert.is(outcome.leftovers, 1);
  assert.equal(processesMarked('KIOSK_TEST_MARK=nobody'), []);
});

test('closing counts are read with and without colour', () => {
  const plain = '\n  Total:     3\n  Passed:    2\n  Skipped:   1\n';
  assert.equal(closingCounts(plain), { total: 3, passed: 2, skipped: 1 });
  assert.equal(closingCounts(plain.replace('2', '\u001b[32m2\u001b[39m')), {
    total: 3,
    passed: 2,
    skipped: 1,
  });
  assert.is(closingCounts('no such lines'), undefined);
});

test.run();
