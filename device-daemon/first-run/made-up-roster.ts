import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DeviceKeys, readTrust } from '../identity/index.ts';
import { Roster } from '../roster/index.ts';
import { runCounty } from './county-process.ts';
import { madeUpRosterCsv } from './roster-csv.ts';
import { worth } from './worth.ts';

/**
 * Has the made-up county pack a roster for this device, and imports it as a technician would. Does nothing where
 * a roster is in use already. Throws with a sentence when it cannot be made.
 */
export async function importMadeUpRoster(
  dataFolder: string,
  countyFolder: string,
  keys: DeviceKeys,
): Promise<void> {
  const folder = join(dataFolder, 'roster');
  const roster = worth(Roster.open({ folder, deviceSecret: keys.deviceSecret }));
  try {
    if (roster.info() !== undefined) return;
    const packed = await packByCounty(dataFolder, countyFolder, keys.deviceId);
    worth(await roster.importPackage(packed, keys, worth(await readTrust(dataFolder))));
  } finally {
    roster.close();
  }
}

async function packByCounty(dataFolder: string, countyFolder: string, device: string): Promise<Buffer> {
  const csv = join(dataFolder, 'sim', 'people.csv');
  const file = join(dataFolder, 'sim', 'people.roster');
  writeFileSync(csv, madeUpRosterCsv(), { mode: 0o600 });
  try {
    await runCounty(countyFolder, ['roster', 'pack', csv, '--device', device, '--out', file]);
    return readFileSync(file);
  } finally {
    rmSync(csv, { force: true });
    rmSync(file, { force: true });
  }
}
