/** The build stage of the container image: all set-up, then the packages that only builds and tests need go. */
import { spawnSync } from 'node:child_process';
import { prepare } from './prepare.mjs';
import { ROOT } from './step.mjs';

if (!prepare(['build', 'run'])) process.exit(1);
const pruned = spawnSync('npm', ['prune', '--omit=dev', '--ignore-scripts'], { cwd: ROOT, stdio: 'inherit' });
process.exit(pruned.status ?? 1);
