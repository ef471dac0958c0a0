import { readErrorBook } from '../../config/index.ts';
import { readSimulatedHardware } from '../bridge-link/index.ts';
import { loadKeysOf } from '../identity/index.ts';
import { SettingsStore } from '../settings/index.ts';
import { camerasBelow, checkCameras } from './camera-check.ts';
import { checkClock, clockSync } from './clock-check.ts';
import { checkCores } from './core-check.ts';
import { checkDevices, type DeviceFindings, type SearchHow } from './device-check.ts';
import { checkDisk } from './disk-check.ts';
import { DoctorReport } from './doctor-report.ts';
import { bad, type Finding, good, PARTS } from './finding.ts';
import { checkFonts } from './font-check.ts';
import { checkLine } from './line-check.ts';
import { checkMemory } from './memory-check.ts';
import { checkNetwork, takenPorts } from './network-check.ts';
import { runningKiosk } from './running-kiosk.ts';
import { checkLedger, checkModels, checkRoster } from './storage-checks.ts';
import { checkSwap } from './swap-check.ts';

const ROOT = '/';

/**
 * Looks at every part of a device, changes nothing, contacts nothing outside, and may run beside the kiosk's daemon.
 * `now` is in milliseconds since 1970.
 */
export async function selfTest(
  dataFolder: string,
  how: SearchHow = {},
  now: number = Date.now(),
): Promise<DoctorReport> {
  const cameras = camerasBelow(ROOT);
  const simulated = readSimulatedHardware(dataFolder) !== undefined;
  const findings: Finding[] = [
    checkCores(dataFolder),
    checkSwap(ROOT, simulated ? undefined : runningKiosk(dataFolder)?.pid),
    checkModels(),
    checkMemory(ROOT),
    checkDisk(dataFolder),
  ];
  const ports = runningKiosk(dataFolder) === undefined ? await takenPorts() : [];
  findings.push(checkNetwork(ROOT, ports), checkClock(dataFolder, now, await clockSync()));
  findings.push(checkCameras(cameras, simulated));
  const store = await SettingsStore.open(dataFolder);
  // Without settings nobody chose reader, printer or a name for the log: these cannot be judged.
  if (!store.ok) return reportOf({ now, cameras, device: null }, [...findings, bad('settings', store.error)]);
  const settings = store.value.get();
  const device = settings.device.id;
  findings.push(good('settings', `device ${device}`), checkFonts(settings.printer.profile));
  findings.push(await checkLine(dataFolder, settings.county, now));
  const devices = await checkDevices(dataFolder, settings, how);
  const keys = await loadKeysOf(dataFolder, device);
  if (keys.ok) findings.push(checkRoster(dataFolder, keys.value), await checkLedger(dataFolder, keys.value));
  else findings.push(bad('ledger', keys.error));
  return reportOf({ now, cameras, device }, [...findings, ...devices.findings], devices);
}

function reportOf(
  { now, cameras, device }: { now: number; cameras: DoctorReport['cameras']; device: string | null },
  findings: readonly Finding[],
  devices?: DeviceFindings,
): DoctorReport {
  const book = readErrorBook();
  return DoctorReport.parse({
    version: 1,
    sound: findings.every(({ state }) => state === 'good'),
    at: new Date(now).toISOString(),
    device,
    askedBy: devices?.askedBy ?? null,
    ageMs: devices?.ageMs ?? 0,
    busy: devices?.busy ?? false,
    findings: [...findings]
      .sort((a, b) => PARTS.indexOf(a.part) - PARTS.indexOf(b.part))
      .map((finding) => {
        const entry = finding.code === null ? undefined : book.get(finding.code);
        return { ...finding, cause: entry?.cause ?? null, remedy: entry?.technician ?? null };
      }),
    cameras,
    ladders: devices?.ladders ?? [],
    search: devices?.search ?? null,
  } satisfies DoctorReport);
}
