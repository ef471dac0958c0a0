import type { Device } from '../enrolment/index.ts';

/**
 * One log of a device. A device that was set up anew begins another log under its old name with a new key, so the
 * county tells them apart: `kiosk-1` for the first, `kiosk-1~2` for the second, and so on. `~` is in no device's name.
 */
export interface DeviceLog {
  readonly device: string;
  /** Name of its folder in the mirror, and of the kiosk in the store. */
  readonly name: string;
  /** Verifier key string of this log (C2SP signed-note). */
  readonly ledgerKey: string;
  /** ISO time from which the key is believed no more, replaced or revoked; null for one that is. */
  readonly until: string | null;
}

/** The logs of a device, the present one first, then the former ones from the youngest to the oldest. */
export function logsOf(device: Device): DeviceLog[] {
  const keys = [...device.formerLedgerKeys, { ledgerKey: device.ledgerKey, until: device.revokedAt }];
  return keys
    .map(({ ledgerKey, until }, i) => ({
      device: device.device,
      name: i === 0 ? device.device : `${device.device}~${i + 1}`,
      ledgerKey,
      until,
    }))
    .reverse();
}

/** The device that wrote the log of this name. */
export function deviceOfLog(name: string): string {
  return name.split('~')[0] ?? name;
}
