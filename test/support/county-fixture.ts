import { join } from 'node:path';
import {
  type CountyKeys,
  type Device,
  enrolDevice,
  makeCountyKeys,
  readDevice,
} from '../../county-desk/index.ts';
import {
  type DeviceKeys,
  installTrust,
  loadOrMakeDeviceKeys,
  type Trust,
} from '../../device-daemon/identity/index.ts';
import { writeEnrolRequest } from '../../domain/county/index.ts';
import { madeUpIdNumber, type Result, type RosterRow } from '../../domain/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const DEVICE = 'kiosk-990000-01';
export const NOW = '2026-06-01T08:00:00.000Z';

/** The value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail ?? ''}`);
  return result.value;
}

/** The code of a result that must be an error. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('an error was wanted');
  return result.error.code;
}

/** The signed request of a device. */
export function requestOf(keys: DeviceKeys): string {
  const { deviceId: device, ledgerVkey: ledgerKey, ageRecipient: recipient } = keys;
  return writeEnrolRequest(
    { format: 'youfu-enrol/1', device, station: '样例镇退役军人服务站', ledgerKey, recipient },
    keys.ledgerKey,
  );
}

export interface Enrolled {
  readonly kioskFolder: string;
  readonly countyFolder: string;
  readonly county: CountyKeys;
  readonly keys: DeviceKeys;
  readonly trust: Trust;
  readonly device: Device;
}

/** A county and a device that know each other, in folders of their own. */
export async function enrolled(): Promise<Enrolled> {
  const base = temporaryFolder();
  const kioskFolder = join(base, 'kiosk');
  const countyFolder = join(base, 'county');
  const county = must(await makeCountyKeys(countyFolder, '样例县'));
  const keys = must(await loadOrMakeDeviceKeys(kioskFolder, DEVICE));
  const options = { folder: countyFolder, keys: county, now: NOW, replace: false };
  const { trust: text } = must(await enrolDevice(requestOf(keys), options));
  const trust = must(await installTrust(kioskFolder, text));
  const device = readDevice(countyFolder, DEVICE);
  if (device === undefined) throw new Error('the device must be enrolled');
  return { kioskFolder, countyFolder, county, keys, trust, device };
}

/** Made-up beneficiaries, each with marks that can be searched for in files. */
export function madeUpRows(count: number): RosterRow[] {
  return Array.from({ length: count }, (_, i) => ({
    idNumber: madeUpIdNumber(`${1930 + (i % 60)}0101`, Math.floor(i / 60)),
    name: `欧阳样例${i}`,
    phone: '13900001234',
    address: `样例镇梧桐村${i}号`,
    township: '样例镇',
    village: '梧桐村',
    benefitType: 'combat-veteran',
    status: 'active',
  }));
}
