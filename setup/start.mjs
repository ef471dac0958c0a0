/** `npm start`: all set-up, then a complete kiosk with simulated hardware. Arguments go to `kiosk run`. */
import { follow } from './follow.mjs';
import { prepare } from './prepare.mjs';

prepare(['build', 'run', 'screen']);
// What the device forgets is to be gone from its memory too; a process reads this at its own start only.
const { OVERWRITE_FREED } = await import('../build/config/index.js');
follow(
  ['--enable-source-maps', 'bin/kiosk.js', 'run', '--simulated', ...process.argv.slice(2)],
  OVERWRITE_FREED,
);
