import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';
import {
  type CardReading,
  maskIdNumber,
  maskName,
  type ReaderState,
  type Result,
} from '../../domain/index.ts';
import {
  BridgeLink,
  bridgeOfSettings,
  readerIsExclusive,
  readerSeenWithinMs,
  readSimulatedHardware,
} from '../bridge-link/index.ts';
import { runningKiosk } from '../health/index.ts';
import { SettingsStore } from '../settings/index.ts';
import { endWith, valueOrEnd } from './end-with.ts';

/** How long to wait for a card to be laid on. */
const WAIT_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** What may be shown on a technician's screen: masked, and nothing that the masks would not hide. */
function maskedLines(reading: CardReading): string[] {
  const { identity, photo } = reading;
  const warnings = identity.warnings.length === 0 ? 'none' : identity.warnings.join(', ');
  return [
    `card      ${identity.type}`,
    `name      ${maskName(identity.name)}`,
    `number    ${maskIdNumber(identity.idNumber)}`,
    `valid to  ${identity.validTo}`,
    `photo     ${photo === null ? `none (decoder ${reading.decoder}: ${reading.photoCode})` : `${photo.width} x ${photo.height}`}`,
    `warnings  ${warnings}`,
    `read      ${reading.readHow}, ${Math.round(reading.tookMs)} ms`,
  ];
}

/** Waits until the link's reader is as `wanted` says, at most `limitMs` milliseconds; tells whether it became so. */
async function until(
  link: BridgeLink,
  wanted: (state: ReaderState) => boolean,
  limitMs: number,
): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    const state = await link.readerState();
    if (state.ok && wanted(state.value)) return true;
    await wait(LOOK_EVERY_MS);
  }
  return false;
}

/** Reads at once when a card lies there, else when one is laid on. */
async function firstReading(link: BridgeLink, readerWithinMs: number): Promise<Result<CardReading>> {
  if (await until(link, (state) => state.reader === 'ready', readerWithinMs)) {
    const lies = (state: ReaderState): boolean => state.card === 'present';
    if (!(await until(link, lies, LOOK_EVERY_MS))) {
      console.error(`lay a card on the reader (${WAIT_MS / 1000} s)`);
      await until(link, lies, WAIT_MS);
    }
  }
  const reading = await link.readCard();
  await link.wipe();
  return reading;
}

/**
 * `kiosk card read`: one read with the device's own settings, masked. A reader on PC/SC is read beside a running kiosk
 * too; a serial line has one user at a time.
 */
export function registerCard(program: Command): void {
  const card = program.command('card').description('the card reader');
  card
    .command('read')
    .description(`read one card and show it masked; waits ${WAIT_MS / 1000} s for it`)
    .action(async () => {
      const settings = valueOrEnd(program, await SettingsStore.open(dataFolder())).get();
      const { profile } = settings.reader;
      const kiosk = readerIsExclusive(profile) ? runningKiosk(dataFolder()) : undefined;
      if (kiosk !== undefined)
        endWith(program, {
          code: 'E-HEALTH-016',
          detail: `the kiosk that runs (process ${kiosk.pid}) holds the serial reader; stop it first, or lay the card on for the kiosk`,
        });
      const link = new BridgeLink();
      await link.start({
        ...bridgeOfSettings(settings, readSimulatedHardware(dataFolder())),
        log: (line) => console.error(line),
      });
      const result = await firstReading(link, readerSeenWithinMs(profile));
      await link.stop();
      for (const line of maskedLines(valueOrEnd(program, result))) console.log(line);
    });
}
