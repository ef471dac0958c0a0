import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDevice } from '../enrolment/index.ts';
import type { DeskDevice } from './desk-parts.ts';

/** Every enrolled kiosk with its open alarms: one is quarantined as long as it has any. */
export function deskDevices(folder: string): readonly DeskDevice[] {
  const place = join(folder, 'devices');
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name): DeskDevice[] => {
      const device = readDevice(folder, name.slice(0, -'.json'.length));
      if (device === undefined) return [];
      const alarms: DeskDevice['alarms'] = [];
      return [{ kiosk: device.device, station: device.station, quarantined: alarms.length > 0, alarms }];
    });
}
