/** `npm test`: all set-up, then every test. Arguments are parts of file names: only those tests run. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'screen', 'test']);
follow(['--enable-source-maps', 'build/test/run.js', ...process.argv.slice(2)]);
