import { readDevices } from '../enrolment/index.ts';
import { readAlarms } from '../pull/index.ts';
import type { DeviceState } from '../reports/index.ts';
import type { CountyStore } from '../store/index.ts';

/** Every device that was enrolled at an instant, with what the county held of its log and its open alarms then. */
export async function deviceStates(
  folder: string,
  store: CountyStore,
  asOf: string,
): Promise<readonly DeviceState[]> {
  const logs = new Map((await store.kiosks(asOf)).map((log) => [log.kiosk, log]));
  const alarmed = new Set(
    readAlarms(folder)
      .filter(({ alarm, settled }) => alarm.foundAt <= asOf && (settled === null || settled.at > asOf))
      .map(({ alarm }) => alarm.device),
  );
  return readDevices(folder)
    .filter(({ enrolledAt }) => enrolledAt <= asOf)
    .map(({ device, station, enrolledAt }) => ({
      device,
      station,
      enrolledAt,
      lastEntryAt: logs.get(device)?.lastEntryAt ?? null,
      entries: logs.get(device)?.size ?? 0,
      alarmed: alarmed.has(device),
    }));
}
