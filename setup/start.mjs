/** `npm start`: all set-up, then a complete kiosk with simulated hardware. Arguments go to `kiosk run`. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'screen']);
follow(['--enable-source-maps', 'bin/kiosk.js', 'run', '--simulated', ...process.argv.slice(2)]);
