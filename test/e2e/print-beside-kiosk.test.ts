import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KioskScreen } from '../support/kiosk-screen.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { kioskCommand } from './visit-evidence.ts';

let kiosk: RunningKiosk;

test.before(async () => {
  kiosk = await runKiosk();
});
test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
});

test('how the paper stands is on the idle screen before anybody comes, and goes again', async () => {
  const screen = await KioskScreen.open(kiosk.url);
  try {
    for (const [state, paper] of [
      ['paper-low', 'low'],
      ['cutter-error', 'out'],
      ['ok', 'ok'],
    ] as const) {
      await kioskCommand(kiosk, 'sim', 'printer', state);
      await screen.until((show) => show.screen === 'idle' && show.props.paper === paper);
    }
  } finally {
    screen.close();
  }
});

test('a technician prints the test page while the kiosk runs', async () => {
  assert.match(await kioskCommand(kiosk, 'print', 'test'), /^printed \(\d+ ms\)/);
});

test.run();
