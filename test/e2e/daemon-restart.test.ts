import { dirname } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { freePort } from '../support/free-port.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { kioskCommand, outcomes } from './visit-evidence.ts';
import { VisitPage } from './visit-page.ts';

let kiosk: RunningKiosk;
let page: VisitPage;

test.after(async () => {
  await page.close();
  await kiosk.stop();
  kiosk.remove();
});

test('power cut in mid-visit: the same page comes back by itself, nothing half was kept, the card serves again', async () => {
  const port = await freePort();
  kiosk = await runKiosk(undefined, undefined, { ownGroup: true, port });
  page = await VisitPage.open(kiosk.url);
  await page.screen('idle');
  await kioskCommand(kiosk, 'sim', 'insert', 'p001');
  await page.screen('greeting');
  await page.press('begin');
  await page.screen('face-consent');
  await kiosk.cut();
  await page.page.waitForSelector('[data-screen="connecting"]', { timeout: 10_000 });
  assert.not.match(await page.words(), '张');

  // The new daemon knows another token than the page has: the page must notice and load itself again.
  kiosk = await runKiosk(undefined, dirname(kiosk.data), { ownGroup: true, port });
  await page.screen('idle', 30_000);
  assert.equal(await outcomes(kiosk), []);
  await kioskCommand(kiosk, 'sim', 'insert', 'p001');
  await page.screen('greeting');
});

test.run();
