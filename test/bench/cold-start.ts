import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKiosk } from '../support/running-kiosk.ts';
import type { Bench } from './bench-line.ts';

const START = [process.execPath, 'setup/start.mjs'];

/** `npm start` until /healthz answers well: with a new kiosk, and the second time. */
export const coldStart: Bench = {
  name: 'cold-start',
  run: async () => {
    const home = mkdtempSync(join(tmpdir(), 'bench-start-'));
    const first = await runKiosk(START, home);
    await first.stop();
    const second = await runKiosk(START, home);
    await second.stop();
    second.remove();
    return [
      { name: 'cold-start', value: second.startedInMs / 1000, unit: 's' },
      { name: 'cold-start-new-kiosk', value: first.startedInMs / 1000, unit: 's' },
    ];
  },
};
