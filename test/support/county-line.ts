import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CountyLine as CountyEnd,
  type CountyKeys,
  type Device,
  enrolDevice,
  loadOrMakeCountyLine,
  makeCountyKeys,
  readDevice,
} from '../../county-desk/enrolment/index.ts';
import { CountyLine, type CountyLineOptions, type LineEvent } from '../../device-daemon/county-api/index.ts';
import {
  type DeviceKeys,
  installTrust,
  loadOrMakeDeviceKeys,
  loadOrMakeLineKey,
  type Trust,
} from '../../device-daemon/identity/index.ts';
import { Ledger } from '../../device-daemon/ledger/index.ts';
import { Roster } from '../../device-daemon/roster/index.ts';
import { lineKeyText, type Order, writeEnrolRequest } from '../../domain/county/index.ts';
import { ok } from '../../domain/index.ts';
import { must } from './county-fixture.ts';
import { PERSON, visitOutcome } from './ledger-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A county that has lines to its kiosks. */
export interface TestCounty {
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly line: CountyEnd;
}

export async function testCounty(now = new Date().toISOString()): Promise<TestCounty> {
  const folder = join(temporaryFolder(), 'county');
  const keys = must(await makeCountyKeys(folder, '样例县'));
  return { folder, keys, line: must(await loadOrMakeCountyLine(folder, keys, now)) };
}

/** A device that is enrolled at the county with a certificate. */
export interface TestDevice {
  readonly folder: string;
  readonly keys: DeviceKeys;
  readonly trust: Trust;
}

export async function testDevice(
  county: TestCounty,
  id = 'kiosk-990000-01',
  options: { now?: string; replace?: boolean; folder?: string } = {},
): Promise<TestDevice> {
  const folder = options.folder ?? join(temporaryFolder(), id);
  const keys = must(await loadOrMakeDeviceKeys(folder, id));
  const request = requestWithLine(folder, keys);
  const now = options.now ?? new Date().toISOString();
  const replace = options.replace ?? false;
  const { trust } = must(
    await enrolDevice(request, { folder: county.folder, keys: county.keys, now, replace }),
  );
  return { folder, keys, trust: must(await installTrust(folder, trust)) };
}

/** The signed request of a device that wants to be spoken to over the line. */
export function requestWithLine(folder: string, keys: DeviceKeys): string {
  const { deviceId: device, ledgerVkey: ledgerKey, ageRecipient: recipient } = keys;
  const lineKey = lineKeyText(must(loadOrMakeLineKey(folder)));
  return writeEnrolRequest(
    { format: 'youfu-enrol/1', device, station: '样例镇退役军人服务站', ledgerKey, recipient, lineKey },
    keys.ledgerKey,
  );
}

/** The device's record at the county. */
export function recordOf(county: TestCounty, id = 'kiosk-990000-01'): Device {
  const device = readDevice(county.folder, id);
  if (device === undefined) throw new Error(`${id} must be enrolled`);
  return device;
}

/** A device with a log and its end of the line open on the loopback. */
export interface ServingDevice extends TestDevice {
  readonly ledger: Ledger;
  readonly roster: Roster;
  readonly line: CountyLine;
  readonly port: number;
  readonly events: LineEvent[];
  readonly orders: Order[];
  readonly cosignatures: string[];
  /** A sealed blob that the log folder holds. */
  readonly blob: { readonly sha256: string; readonly bytes: Buffer };
  busy: boolean;
  stop(): Promise<void>;
}

/** Opens what `kiosk run` opens of the line, over a real ledger with `entries` visits and a real roster. */
export async function serve(
  device: TestDevice,
  entries = 300,
  options: Partial<CountyLineOptions> = {},
): Promise<ServingDevice> {
  const ledger = await Ledger.open({
    folder: join(device.folder, 'ledger'),
    origin: device.keys.deviceId,
    signingKey: device.keys.ledgerKey,
    boot: randomUUID(),
    software: 'test',
    now: Date.now,
    monotonic: () => performance.now(),
  });
  for (let i = 0; i < entries; i++) await ledger.append(visitOutcome(PERSON));
  await ledger.checkpoint();
  const blob = plantBlob(device.folder);
  const { deviceSecret } = device.keys;
  const roster = must(Roster.open({ folder: join(device.folder, 'roster'), deviceSecret }));
  const seen = {
    events: [] as LineEvent[],
    orders: [] as Order[],
    cosignatures: [] as string[],
    busy: false,
  };
  const line = await CountyLine.open({
    dataFolder: device.folder,
    settings: { listen: true, address: '127.0.0.1', port: 0, dial: null },
    trust: device.trust,
    importRoster: (bytes) => roster.importPackage(bytes, device.keys, device.trust),
    async takeCosignature(note) {
      seen.cosignatures.push(note);
      return ok(undefined);
    },
    async applyOrder(order) {
      seen.orders.push(order);
      return ok(undefined);
    },
    busy: () => serving.busy,
    health: () => ({
      device: device.trust.device,
      software: 'test',
      at: new Date().toISOString(),
      size: ledger.size,
    }),
    tell: (event) => seen.events.push(event),
    log: () => undefined,
    ...options,
  });
  const serving: ServingDevice = {
    ...device,
    ...seen,
    ledger,
    roster,
    line,
    port: line.state().port ?? 0,
    blob,
    async stop() {
      await line.close();
      roster.close();
      await ledger.close();
    },
  };
  return serving;
}

function plantBlob(folder: string): { sha256: string; bytes: Buffer } {
  const bytes = Buffer.from('age-encryption.org/v1 made up for a test');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const group = join(folder, 'ledger', 'blob', sha256.slice(0, 2));
  mkdirSync(group, { recursive: true });
  writeFileSync(join(group, sha256), bytes);
  return { sha256, bytes };
}
