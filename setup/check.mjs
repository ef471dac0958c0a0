/**
 * `npm run check`: types, lint and formatting, direction of imports, error book, texts outside the catalogue,
 * generated pages. Every part runs; it ends with 1 when one of them found something.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dropOrphans } from './build.mjs';
import { ROOT } from './step.mjs';

const program = (...path) => [process.execPath, join(ROOT, ...path)];
const PARTS = [
  // The first part emits too: the later ones run from build/.
  ['types', [...program('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']],
  [
    'types of the screens',
    [...program('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'kiosk-ui', '--noEmit'],
  ],
  ['lint and formatting', [...program('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '.']],
  ['direction of imports', program('build', 'setup', 'checks', 'imports-main.js')],
  ['error book', program('build', 'setup', 'checks', 'error-book-main.js')],
  ['texts outside the catalogue', program('build', 'setup', 'checks', 'texts-main.js')],
  ['message reference', [...program('build', 'setup', 'pages', 'message-reference-main.js'), '--check']],
  ['event book', [...program('build', 'setup', 'pages', 'event-book-main.js'), '--check']],
  ['error book page', [...program('build', 'setup', 'pages', 'error-book-main.js'), '--check']],
];

let bad = 0;
for (const [title, [command, ...args]] of PARTS) {
  const done = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (bad === 0) dropOrphans();
  console.log(`check: ${title} ${done.status === 0 ? 'ok' : 'FOUND SOMETHING'}`);
  if (done.status === 0) continue;
  bad += 1;
  console.log(`${done.stdout}${done.stderr}`.trim());
}
process.exit(bad === 0 ? 0 : 1);
