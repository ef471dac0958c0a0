import { loadKeysOf } from '../identity/index.ts';
import { SettingsStore } from '../settings/index.ts';
import { checkCores } from './core-check.ts';
import { checkDevices } from './device-checks.ts';
import { bad, type Finding, good } from './finding.ts';
import { checkClock, checkDisk, checkLedger, checkModels, checkRoster } from './storage-checks.ts';

/**
 * Looks at every part of a device: settings, core dumps, reader, printer, models, roster, log, disk, clock. Changes nothing,
 * and may run beside the kiosk's daemon. `now` is in milliseconds since 1970.
 */
export async function selfTest(dataFolder: string, now: number = Date.now()): Promise<Finding[]> {
  const store = await SettingsStore.open(dataFolder);
  // Without settings nobody chose reader, printer or a name for the log: the rest cannot be judged.
  if (!store.ok) return [bad('settings', store.error), checkCores(dataFolder), checkModels()];
  const settings = store.value.get();
  const findings = [
    good('settings', `device ${settings.device.id}`),
    checkCores(dataFolder),
    ...(await checkDevices(dataFolder, settings)),
    checkModels(),
    checkDisk(dataFolder),
    checkClock(dataFolder, now),
  ];
  const keys = await loadKeysOf(dataFolder, settings.device.id);
  if (!keys.ok) return [...findings, bad('ledger', keys.error)];
  return [...findings, checkRoster(dataFolder, keys.value), await checkLedger(dataFolder, keys.value)];
}
