/**
 * `npm test` after set-up: the checks, then every test file as a process of its own. Its last line is
 * `N passed, N failed`. Arguments are parts of file names: only those files run, and no checks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageFolder } from '../config/index.ts';
import { type FileOutcome, runTestFile } from './run-test-file.ts';

const root = packageFolder();
const wanted = process.argv.slice(2);

/** Kinds in the order they run, and how many files of a kind run at a time: most of them wait for a device or a time-out. */
const KINDS = [
  { kind: 'unit', atOnce: 2 },
  { kind: 'property', atOnce: 2 },
  { kind: 'conformance', atOnce: 3 },
  { kind: 'faults', atOnce: 3 },
  { kind: 'e2e', atOnce: 2 },
];
/** These fill two cores by themselves, or need a camera's pictures in time. */
const ALONE = [
  'browser-forgets',
  'county-desk-day',
  'crash',
  'face-attacks',
  'face-screen',
  'frame-refusals',
  'network-loopback',
  'screens',
  'visit-by-face',
];

/** Begun before the others of their kind, so that none of them runs on alone at the end. */
const LONG = [
  'face-liveness',
  'visit-chart',
  'card-reader-serial',
  'pcscd-killed-in-visit',
  'visit-by-staff',
];

let passed = 0;
let failed = 0;

function tell(name: string, outcome: FileOutcome): void {
  passed += outcome.passed;
  failed += outcome.failed;
  const remark = outcome.trouble === null ? '' : ` (${outcome.trouble})`;
  console.log(
    `${outcome.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${outcome.passed} passed, ${outcome.failed} failed${remark}, ${outcome.seconds.toFixed(1)} s`,
  );
  if (outcome.leftovers > 0) console.log(`     it left ${outcome.leftovers} processes running; ended now`);
  if (outcome.failed > 0) console.log(outcome.output.trimEnd().replaceAll(/^/gm, '     | '));
}

/** Sources decide what runs: compiled tests whose source is gone do not. */
function testsOf(kind: string): string[] {
  const folder = join(root, 'test', kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', kind, name))
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
    .sort();
}

async function runAll(names: readonly string[], atOnce: number): Promise<void> {
  const waiting = [...names];
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      tell(name, await runTestFile(join(root, 'build', name.replace(/\.ts$/, '.js')), root));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

if (wanted.length === 0) {
  const check = spawnSync(process.execPath, ['setup/check.mjs'], { cwd: root, stdio: 'inherit' });
  if (check.status === 0) passed += 1;
  else failed += 1;
}
const isOf = (names: readonly string[], name: string): boolean => names.includes(basename(name, '.test.ts'));
for (const { kind, atOnce } of KINDS) {
  const names = testsOf(kind);
  const beside = names.filter((name) => !isOf(ALONE, name));
  await runAll(
    [...beside].sort((a, b) => Number(isOf(LONG, b)) - Number(isOf(LONG, a))),
    atOnce,
  );
  await runAll(
    names.filter((name) => isOf(ALONE, name)),
    1,
  );
}
if (passed + failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
