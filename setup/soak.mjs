/** `npm run soak`: all set-up, then visit after visit. Arguments: `--visits 10000`, `--seed TEXT`, `--reader PROFILE`. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'screen', 'test']);
follow(['--enable-source-maps', 'build/test/soak/main.js', ...process.argv.slice(2)]);
