import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MADE_UP_COUNTY, readKioskDefaults, type Settings } from '../../config/index.ts';
import { LINE_PORT, lineKeyText, writeEnrolRequest } from '../../domain/county/index.ts';
import {
  type DeviceKeys,
  installTrust,
  loadOrMakeDeviceKeys,
  loadOrMakeLineKey,
  readTrust,
} from '../identity/index.ts';
import { SettingsStore, scryptPin, writeFirstSettings } from '../settings/index.ts';
import { runCounty } from './county-process.ts';
import { importMadeUpRoster } from './made-up-roster.ts';
import { keepOperator, makeUpOperator } from './operator.ts';
import { worth } from './worth.ts';

/**
 * Makes the data folder of a simulated kiosk complete: settings with one operator, keys, enrolment at a made-up
 * county, a roster of made-up people. What is there already stays, so an interrupted first run is gone on with.
 * `countyPort` is where that county will find the kiosk's log.
 * Throws with a sentence when a part cannot be made.
 */
export async function prepareFirstRun(
  dataFolder: string,
  countyFolder: string,
  say: (line: string) => void,
  countyPort: number = LINE_PORT,
): Promise<void> {
  mkdirSync(join(dataFolder, 'sim'), { recursive: true, mode: 0o700 });
  if (!existsSync(join(dataFolder, 'settings.json'))) {
    say('first run: settings with operator 001');
    await writeSettings(dataFolder);
  }
  const store = worth(await SettingsStore.open(dataFolder));
  const settings = store.get();
  const keys = worth(await loadOrMakeDeviceKeys(dataFolder, settings.device.id));
  const trust = await readTrust(dataFolder);
  // One that was enrolled before there were certificates is enrolled again, as a technician would.
  const notYet = trust.ok ? trust.value.line === null : trust.error.code === 'E-IDENTITY-003';
  if (notYet) {
    say('first run: a made-up county, enrolment there, a roster of made-up people');
    await enrol(dataFolder, countyFolder, settings, keys, countyPort);
  }
  await importMadeUpRoster(dataFolder, countyFolder, keys);
}

async function writeSettings(dataFolder: string): Promise<void> {
  const operator = makeUpOperator();
  // The PIN is kept before its hash: a PIN without settings is made anew, a hash without its PIN could not be.
  keepOperator(dataFolder, operator);
  const defaults = readKioskDefaults();
  const entry = { id: operator.id, name: 'Specimen', pin: await scryptPin(operator.pin) };
  worth(await writeFirstSettings(dataFolder, { ...defaults, operators: [entry] }));
}

async function enrol(
  dataFolder: string,
  countyFolder: string,
  settings: Settings,
  keys: DeviceKeys,
  countyPort: number,
): Promise<void> {
  const request = join(dataFolder, 'sim', 'enrol-request.json');
  const trust = join(dataFolder, 'sim', 'trust.json');
  const { id: device, station } = settings.device;
  const statement = {
    format: 'youfu-enrol/1',
    device,
    station,
    ledgerKey: keys.ledgerVkey,
    recipient: keys.ageRecipient,
    lineKey: lineKeyText(worth(loadOrMakeLineKey(dataFolder))),
  } as const;
  writeFileSync(request, writeEnrolRequest(statement, keys.ledgerKey));
  try {
    // `county init` makes this folder appear whole: a power cut inside it leaves none.
    if (!existsSync(join(countyFolder, 'keys')))
      await runCounty(countyFolder, ['init', '--name', MADE_UP_COUNTY]);
    const address = `127.0.0.1:${countyPort}`;
    await runCounty(countyFolder, ['enrol', request, '--out', trust, '--replace', '--address', address]);
    worth(await installTrust(dataFolder, readFileSync(trust, 'utf8')));
  } finally {
    rmSync(request, { force: true });
    rmSync(trust, { force: true });
  }
}
