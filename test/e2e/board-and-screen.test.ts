import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { WatchdogPolicy } from '../../config/index.ts';
import { RESTART_SCREEN_FILE } from '../../device-daemon/watch-screen.ts';
import { boardOf } from '../support/board-of-kiosk.ts';
import { eventually } from '../support/eventually.ts';
import { plainPeople } from '../support/kiosk-visitor.ts';
import { type NotifySocket, openNotifySocket } from '../support/notify-socket.ts';
import { configWithPatience } from '../support/patience-config.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { kioskCommand, soundEntries } from './visit-evidence.ts';
import { VisitPage } from './visit-page.ts';

/** In a hurry, but with room for a busy machine: a page that is well must never be taken for a hung one. */
const POLICY: WatchdogPolicy = {
  lookEveryMs: 250,
  answerWithinMs: 8_000,
  startWithinMs: 120_000,
  restarts: 1,
  restartWithinMs: 1_000,
  wellAfterMs: 60_000,
  boardWithinMs: 3_000,
};

let kiosk: RunningKiosk;
let page: VisitPage;
let systemd: NotifySocket;

test.before(async () => {
  const config = configWithPatience({});
  writeFileSync(join(config, 'watchdog.json'), JSON.stringify(POLICY));
  systemd = await openNotifySocket();
  const env = { KIOSK_CONFIG: config, NOTIFY_SOCKET: systemd.path };
  kiosk = await runKiosk(undefined, undefined, { env });
  page = await VisitPage.open(kiosk.url);
});

test.after(async () => {
  await page.close();
  await kiosk.stop();
  systemd.close();
  kiosk.remove();
});

const systemdKicks = (): number => systemd.heard().split('WATCHDOG=1').length - 1;

const press = (key: number): Promise<string> => kioskCommand(kiosk, 'sim', 'board', 'key', String(key));

/** The act of the control that the keys are at. */
const named = (): Promise<string> =>
  page.page.evaluate('document.activeElement?.getAttribute("data-act") ?? ""');

/** Runs in the page: notes every speech that is begun. */
const NOTE_SPEECH = `
  window.spoken = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.spoken.push(this.src);
    return play.call(this);
  };
`;

test('who comes to stand before the idle screen sees the light at the reader and hears the invitation', async () => {
  await page.screen('idle');
  await page.page.evaluate(NOTE_SPEECH);
  await kioskCommand(kiosk, 'sim', 'board', 'near');
  await eventually('the light', async () => (await boardOf(kiosk)).lights.reader === 'blink');
  await eventually('the invitation', () =>
    page.page.evaluate<boolean>('window.spoken.some((from) => from.includes("idle.question"))'),
  );
  await kioskCommand(kiosk, 'sim', 'board', 'away');
  await eventually('the light to go', async () => (await boardOf(kiosk)).lights.reader === 'off');
});

test('the four tactile keys of the board find and press what is on the screen', async () => {
  await page.screen('idle');
  const [person = ''] = plainPeople();
  await kioskCommand(kiosk, 'sim', 'insert', person);
  await page.screen('greeting');
  for (let i = 0; i < 8 && (await named()) !== 'begin'; i++) {
    await press(3);
    await page.page.waitForTimeout(300);
  }
  assert.is(await named(), 'begin', 'key 3 goes from control to control');
  await press(4);
  await page.screen('face-consent');
  await page.page.waitForTimeout(700);
  // Nothing leads back here: the question is said again.
  await press(1);
  await eventually('the question', async () =>
    page.page.evaluate('document.activeElement?.hasAttribute("data-question") === true'),
  );
  await kioskCommand(kiosk, 'sim', 'remove');
  await page.screen('card-away');
});

test('a page that paints is kicked for; a page that hangs costs its browser, then the kiosk its power', async () => {
  const well = await boardOf(kiosk);
  assert.is(well.powerCuts, 0, 'the power of a healthy kiosk was cut');
  assert.is(well.watchdogMs, POLICY.boardWithinMs, 'the watchdog is armed');
  assert.match(systemd.heard(), 'READY=1\nSTATUS=serving');
  const systemdWell = systemdKicks();
  await eventually('kicks', async () => (await boardOf(kiosk)).kicks > well.kicks + 4);
  await eventually('the word to systemd', () => systemdKicks() > systemdWell);
  assert.not(existsSync(join(kiosk.data, RESTART_SCREEN_FILE)), 'a healthy page was let go');

  // The renderer hangs for good; nothing comes back from it.
  page.page.evaluate('for (;;) {}').catch(() => undefined);
  const cut = await eventually(
    'the cut',
    async () => {
      const now = await boardOf(kiosk);
      return now.powerCuts > 0 ? now : undefined;
    },
    60_000,
  );
  assert.is(cut.kioskHasPower, false);
  assert.ok(existsSync(join(kiosk.data, RESTART_SCREEN_FILE)), 'a new browser was never asked for');
  const told = systemdKicks();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  assert.is((await boardOf(kiosk)).kicks, cut.kicks, 'kicks for a hung page');
  assert.is(systemdKicks(), told, 'systemd was told that a hung page is well');
  const health = (await soundEntries(kiosk)).filter(({ data }) => data.event === 'device-health');
  assert.ok(health.some(({ data }) => data.event === 'device-health' && data.code === 'E-SCREEN-001'));
});

test.run();
