import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { mayDumpCore, packageFolder } from '../../config/index.ts';
import { eventually } from '../support/eventually.ts';
import { runKiosk } from '../support/running-kiosk.ts';

test('daemon and bridge write no core dumps, and the self-test says so', async () => {
  const kiosk = await runKiosk();
  try {
    const bridgePid = await eventually('the bridge', async () => {
      const health: unknown = await (await fetch(`${kiosk.url}/healthz`)).json();
      return z.object({ bridgePid: z.number() }).safeParse(health).data?.bridgePid;
    });
    for (const pid of [kiosk.pid, bridgePid]) {
      const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
      assert.match(limits, /^Max core file size +1 +1 /m);
      assert.is(mayDumpCore(pid), false);
    }
    const doctor = spawnSync(process.execPath, ['bin/kiosk.js', 'doctor'], {
      cwd: packageFolder(),
      env: kiosk.env,
      encoding: 'utf8',
    });
    assert.match(doctor.stdout, /^good +cores /m);
  } finally {
    await kiosk.stop();
    kiosk.remove();
  }
});

test('a process that may write one is known', async () => {
  const child = spawn('prlimit', ['--core=65536:', 'sleep', '60'], { stdio: 'ignore' });
  try {
    await eventually('the limit', () => mayDumpCore(child.pid ?? 0) === true);
  } finally {
    child.kill('SIGKILL');
  }
  assert.is(mayDumpCore(2 ** 30), undefined);
});

test.run();
