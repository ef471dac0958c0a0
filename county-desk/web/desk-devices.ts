import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ErrorCodeText } from '../../domain/index.ts';
import { readDevice } from '../enrolment/index.ts';
import type { DeskDevice, OpenAlarm } from './desk-parts.ts';

/** What the desk shows of an alarm that pulling kept in `<county>/alarms/<device>/<id>/alarm.json`. */
const AlarmFile = z.object({
  format: z.literal('youfu-alarm/1'),
  code: ErrorCodeText,
  record: z.number().int().nonnegative().nullable(),
  foundAt: z.string().datetime(),
});

/** Every enrolled kiosk with its open alarms: one is quarantined as long as it has any. */
export function deskDevices(folder: string): readonly DeskDevice[] {
  return namesIn(join(folder, 'devices'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name): DeskDevice[] => {
      const device = readDevice(folder, name.slice(0, -'.json'.length));
      if (device === undefined) return [];
      const alarms = openAlarms(join(folder, 'alarms', device.device));
      const { device: kiosk, station, enrolledAt } = device;
      return [{ kiosk, station, enrolledAt, quarantined: alarms.length > 0, alarms }];
    });
}

/** Alarms of a kiosk without a settlement, the oldest first: their names begin with the time. */
function openAlarms(place: string): OpenAlarm[] {
  return namesIn(place)
    .filter((id) => !id.startsWith('.') && !existsSync(join(place, id, 'settled.json')))
    .sort()
    .map((id) => {
      const { code, record, foundAt } = AlarmFile.parse(
        JSON.parse(readFileSync(join(place, id, 'alarm.json'), 'utf8')),
      );
      return { code, record, at: foundAt };
    });
}

function namesIn(place: string): string[] {
  return existsSync(place) ? readdirSync(place) : [];
}
