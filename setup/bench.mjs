/** `npm run bench`: all set-up, then every benchmark. Arguments are names of benchmarks: only those run. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'screen', 'test']);
follow(['--enable-source-maps', 'build/test/bench/run.js', ...process.argv.slice(2)]);
