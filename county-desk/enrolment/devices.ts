import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';
import { AgeRecipient, CertificateSerial, DeviceId, VerifierKeyText } from '../../domain/county/index.ts';
import { HostAndPort } from '../../domain/index.ts';

/** One enrolled device, as the county keeps it in `<folder>/devices/<id>.json`. */
export const Device = z.object({
  device: DeviceId,
  station: z.string(),
  ledgerKey: VerifierKeyText,
  recipient: AgeRecipient,
  enrolledAt: z.string().datetime(),
  /** Version of the last roster packed for it; 0 before the first. */
  rosterVersion: z.number().int().nonnegative(),
  /** Keys of logs that the device wrote before it was set up anew, the oldest first: with them those still verify. */
  formerLedgerKeys: z
    .array(z.object({ ledgerKey: VerifierKeyText, until: z.string().datetime() }))
    .default([]),
  /** Certificates made for it that may not have ended yet. */
  certificates: z.array(z.object({ serial: CertificateSerial, until: z.string().datetime() })).default([]),
  /** Where its log is pulled; null when it dials out itself, or its log comes on a stick. */
  address: HostAndPort.nullable().default(null),
  /** Since when its present keys are believed no more; null while they are. */
  revokedAt: z.string().datetime().nullable().default(null),
});
export type Device = z.infer<typeof Device>;

/** The device, or undefined when it is not enrolled. Throws when its file is broken. */
export function readDevice(folder: string, id: string): Device | undefined {
  if (!DeviceId.safeParse(id).success) return undefined;
  const path = devicePath(folder, id);
  return existsSync(path) ? Device.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** Every enrolled device, by name. Throws when a file is broken. */
export function readDevices(folder: string): Device[] {
  const devices = join(folder, 'devices');
  if (!existsSync(devices)) return [];
  return readdirSync(devices)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readDevice(folder, name.slice(0, -'.json'.length)) ?? []);
}

/** Keeps a device durably. */
export function keepDevice(folder: string, device: Device): void {
  writeFileDurably(devicePath(folder, device.device), `${JSON.stringify(device, null, 2)}\n`);
}

function devicePath(folder: string, id: string): string {
  return join(folder, 'devices', `${id}.json`);
}
