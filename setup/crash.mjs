/** `npm run crash`: all set-up, then power cuts in visits. Arguments: `--kills 200`, `--seed TEXT`. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'screen', 'test']);
follow(['--enable-source-maps', 'build/test/faults/crash/main.js', ...process.argv.slice(2)]);
