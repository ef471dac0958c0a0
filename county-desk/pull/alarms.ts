import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolderDurably, syncFolder, writeFileDurably } from '../../config/index.ts';
import { DeviceId } from '../../domain/county/index.ts';
import { fail, isErrorCode, ok, type Result } from '../../domain/index.ts';
import type { PullFinding } from './finding.ts';

/** A lie that was found, kept with its proofs until an officer has settled it and after. */
export const Alarm = z.object({
  format: z.literal('youfu-alarm/1'),
  id: z.string().regex(/^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$/),
  device: DeviceId,
  code: z.string().refine(isErrorCode),
  /** Index of the entry concerned; null when it is the log as a whole. */
  record: z.number().int().nonnegative().nullable(),
  what: z.string().max(500),
  foundAt: z.string().datetime(),
  evidence: z.array(z.object({ file: z.string().max(60), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
export type Alarm = z.infer<typeof Alarm>;

/** What an officer found out about an alarm. */
export const Settlement = z.object({
  at: z.string().datetime(),
  by: z.string().min(1).max(60),
  words: z.string().min(2).max(500),
});
export type Settlement = z.infer<typeof Settlement>;

export interface KeptAlarm {
  readonly alarm: Alarm;
  /** Null while the device is quarantined by it. */
  readonly settled: Settlement | null;
}

/** Files of an alarm: the folder's name and `alarm.json`, `settled.json` and the proofs in it. */
const ALARM_FILE = 'alarm.json';
const SETTLED_FILE = 'settled.json';

/**
 * Keeps an alarm durably in `<COUNTY_DATA>/alarms/<device>/<id>/`, with every proof in a file of its own. The folder
 * appears whole or not at all.
 */
export function raiseAlarm(county: string, device: string, finding: PullFinding, foundAt: string): Alarm {
  const id = `${foundAt.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}-${randomBytes(4).toString('hex')}`;
  const { code, record, what, evidence } = finding;
  const alarm = Alarm.parse({
    format: 'youfu-alarm/1',
    id,
    device,
    code,
    record,
    what,
    foundAt,
    evidence: evidence.map(({ file, bytes }) => ({
      file,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  });
  const folder = join(county, 'alarms', device);
  const unfinished = join(folder, `.${id}`);
  makeFolderDurably(unfinished);
  for (const { file, bytes } of evidence) writeFileDurably(join(unfinished, file), bytes);
  writeFileDurably(join(unfinished, ALARM_FILE), `${JSON.stringify(alarm, null, 2)}\n`);
  renameSync(unfinished, join(folder, id));
  syncFolder(folder);
  return alarm;
}

/** All alarms, the oldest first; of one device where it is named. Throws when a file of one is damaged. */
export function readAlarms(county: string, device?: string): KeptAlarm[] {
  const root = join(county, 'alarms');
  const devices = device === undefined ? namesIn(root) : [device];
  return devices
    .flatMap((name) => namesIn(join(root, name)).map((id) => join(root, name, id)))
    .map((folder) => ({
      alarm: Alarm.parse(JSON.parse(readFileSync(join(folder, ALARM_FILE), 'utf8'))),
      settled: existsSync(join(folder, SETTLED_FILE))
        ? Settlement.parse(JSON.parse(readFileSync(join(folder, SETTLED_FILE), 'utf8')))
        : null,
    }))
    .sort((a, b) => (a.alarm.id < b.alarm.id ? -1 : 1));
}

/** The alarms that keep a device from being pulled. */
export function openAlarms(county: string, device: string): Alarm[] {
  return readAlarms(county, device)
    .filter(({ settled }) => settled === null)
    .map(({ alarm }) => alarm);
}

/** Settles an alarm, which ends its quarantine. Error: E-COUNTY-058 (none of that id, or settled already). */
export function settleAlarm(county: string, id: string, settlement: Settlement): Result<Alarm> {
  const found = readAlarms(county).find(({ alarm }) => alarm.id === id);
  if (found === undefined) return fail('E-COUNTY-058', id);
  if (found.settled !== null) return fail('E-COUNTY-058', `${id} was settled by ${found.settled.by}`);
  const path = join(county, 'alarms', found.alarm.device, id, SETTLED_FILE);
  writeFileDurably(path, `${JSON.stringify(Settlement.parse(settlement), null, 2)}\n`);
  return ok(found.alarm);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
}
