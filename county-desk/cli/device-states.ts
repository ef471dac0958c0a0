import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDevice } from '../enrolment/index.ts';
import type { DeviceState } from '../reports/index.ts';
import type { CountyStore } from '../store/index.ts';

/** Acts that are read at once. */
const ACTS_AT_ONCE = 1000;

/** Every enrolled device with what the county holds of its log at an instant. */
export async function deviceStates(
  folder: string,
  store: CountyStore,
  asOf: string,
): Promise<readonly DeviceState[]> {
  const devices = join(folder, 'devices');
  const names = existsSync(devices)
    ? readdirSync(devices)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
  const logs = new Map((await store.kiosks(asOf)).map((log) => [log.kiosk, log]));
  const alarmed = await openAlarms(store, asOf);
  return names.flatMap((name): DeviceState[] => {
    const device = readDevice(folder, name.slice(0, -'.json'.length));
    if (device === undefined) return [];
    const log = logs.get(device.device);
    return [
      {
        device: device.device,
        station: device.station,
        enrolledAt: device.enrolledAt,
        lastEntryAt: log?.lastEntryAt ?? null,
        entries: log?.size ?? 0,
        alarmed: alarmed.has(device.device),
      },
    ];
  });
}

/** Kiosks with an alarm that nobody has settled. */
async function openAlarms(store: CountyStore, asOf: string): Promise<ReadonlySet<string>> {
  const open = new Map<string, Set<string>>();
  for (let from = 0; ; from += ACTS_AT_ONCE) {
    const acts = await store.acts(from, ACTS_AT_ONCE);
    for (const { at, data } of acts) {
      if (at > asOf) continue;
      if (data.act === 'alarm') open.set(data.kiosk, (open.get(data.kiosk) ?? new Set()).add(data.code));
      if (data.act === 'alarm-settled') open.get(data.kiosk)?.delete(data.code);
    }
    if (acts.length < ACTS_AT_ONCE) break;
  }
  return new Set([...open].filter(([, codes]) => codes.size > 0).map(([kiosk]) => kiosk));
}
