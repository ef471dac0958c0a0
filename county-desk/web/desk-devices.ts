import { readDevices } from '../enrolment/index.ts';
import { openAlarms } from '../pull/index.ts';
import type { DeskDevice } from './desk-parts.ts';

/** Every enrolled kiosk with its open alarms: one is quarantined as long as it has any. */
export function deskDevices(folder: string): readonly DeskDevice[] {
  return readDevices(folder).map(({ device, station, enrolledAt }) => {
    const alarms = openAlarms(folder, device).map(({ id, code, record, foundAt }) => ({
      id,
      code,
      record,
      at: foundAt,
    }));
    return { kiosk: device, station, enrolledAt, quarantined: alarms.length > 0, alarms };
  });
}
