import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder, packageFolder } from '../../config/index.ts';
import { FaceService } from '../../device-daemon/face/index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Everything below a home folder that was empty before. */
const leftIn = (home: string): string[] => readdirSync(home, { recursive: true }).map(String);

test('the networks leave no journal of their use behind, run by a command', () => {
  const home = temporaryFolder();
  const pairs = join(temporaryFolder(), 'none.csv');
  writeFileSync(pairs, '');
  execFileSync(process.execPath, ['bin/kiosk.js', 'face', 'score', pairs], {
    cwd: packageFolder(),
    env: { ...process.env, HOME: home, ORT_DISABLE_TELEMETRY: '' },
  });
  assert.equal(leftIn(home), []);
});

test('nor run by the worker thread of the daemon', async () => {
  const home = temporaryFolder();
  process.env.HOME = home;
  process.env.ORT_DISABLE_TELEMETRY = '';
  const told: string[] = [];
  const service = await FaceService.start({
    modelsFolder: modelsFolder(),
    bands: { accept: 0.43, unsure: 0.33 },
    trySeconds: 15,
    log: (line) => told.push(JSON.stringify(line)),
  });
  try {
    await eventually('the networks', () => told.some((line) => line.includes('face-ready')));
    // The journal is begun with the first session and written beside it.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(leftIn(home), []);
  } finally {
    await service.stop();
  }
});

test.run();
