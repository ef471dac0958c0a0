/** `npm run fuzz`: all set-up, then mutated inputs for every parser. Arguments: see test/fuzz/main.ts. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'test']);
follow(['--enable-source-maps', 'build/test/fuzz/main.js', ...process.argv.slice(2)]);
