import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { logFile } from '../../device-daemon/log-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a large log is put aside, three of them are kept', () => {
  const folder = temporaryFolder();
  for (const run of ['first', 'second', 'third', 'fourth', 'fifth']) {
    const path = logFile(folder);
    assert.not.ok(existsSync(path), run);
    writeFileSync(path, run);
    assert.is(logFile(folder), path);
    assert.ok(existsSync(path), 'a small one stays');
    truncateSync(path, 10_000_001);
  }
  const path = logFile(folder);
  const kept = [1, 2, 3].map((number) => readFileSync(`${path}.${number}`).toString('utf8', 0, 6));
  assert.equal(
    kept.map((words) => words.replaceAll('\0', '')),
    ['fifth', 'fourth', 'third'],
  );
  assert.not.ok(existsSync(`${path}.4`));
  assert.is(statSync(`${path}.1`).size, 10_000_001);
});

test.run();
