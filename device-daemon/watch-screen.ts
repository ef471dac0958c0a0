import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readWatchdogPolicy } from '../config/index.ts';
import type { ScreenSocket } from './endpoint/index.ts';
import { type ServiceNotify, Watchdog, type WatchdogParts } from './watchdog/index.ts';

/** systemd watches this file of the data folder: when it is written, the browser is started anew. */
export const RESTART_SCREEN_FILE = join('run', 'restart-screen');

export interface WatchedScreen {
  readonly dataFolder: string;
  readonly screen: ScreenSocket;
  readonly systemd: ServiceNotify;
  /** Absent where no board can be: the device is out of service. */
  kickBoard?(): void;
  screenIs: WatchdogParts['screenIs'];
  log(line: { readonly [fact: string]: string | number | boolean }): void;
}

/** Watches whether the screen answers; kicks board and systemd only while it does (config/watchdog.json). */
export function watchScreen(watched: WatchedScreen): Watchdog {
  const policy = readWatchdogPolicy();
  // systemd bears two words that are lost, whatever its unit says.
  const lookEveryMs = Math.min(
    policy.lookEveryMs,
    (watched.systemd.watchdogMs ?? Number.POSITIVE_INFINITY) / 3,
  );
  return new Watchdog({
    policy: { ...policy, lookEveryMs },
    answeredMsAgo: () => watched.screen.answeredMsAgo(),
    kick() {
      watched.kickBoard?.();
      watched.systemd.tell('WATCHDOG=1');
    },
    restartScreen() {
      watched.screen.dropOwner();
      askForNewBrowser(watched);
    },
    screenIs: watched.screenIs,
    monotonic: () => performance.now(),
    log: watched.log,
  });
}

/** The daemon may start nothing itself: systemd does, at the sight of this file (setup/systemd). */
function askForNewBrowser({ dataFolder, log }: WatchedScreen): void {
  const path = join(dataFolder, RESTART_SCREEN_FILE);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${process.pid}\n`);
  } catch {
    log({ event: 'screen-not-restarted' });
  }
}
