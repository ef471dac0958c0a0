import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UsbReaderProfile } from '../../config/index.ts';
import { notClaimed } from './not-claimed.ts';
import { silent, type WayFound } from './search-finding.ts';

/** Where the kernel lists what is plugged in (sysfs-bus-usb). */
const USB_DEVICES = '/sys/bus/usb/devices';

function idOf(device: string, file: 'idVendor' | 'idProduct'): string {
  try {
    return readFileSync(join(device, file), 'utf8').trim().toLowerCase();
  } catch {
    // A hub's interface, or pulled out meanwhile: it has no ids.
    return '';
  }
}

function pluggedIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No USB on this machine.
    return [];
  }
}

/** Whether a reader on a USB interface that is not claimed is plugged in. Nothing is sent to it. */
export function searchUsb(profile: UsbReaderProfile, folder: string = USB_DEVICES): WayFound {
  const { vendorId, productId } = profile.match;
  const found = pluggedIn(folder).find((name) => {
    const device = join(folder, name);
    return (
      idOf(device, 'idVendor') === vendorId.toLowerCase() &&
      idOf(device, 'idProduct') === productId.toLowerCase()
    );
  });
  if (found === undefined) return silent('', `no USB device ${vendorId}:${productId}`);
  return silent(`USB ${found}`, `plugged in, but ${notClaimed(profile)}`);
}
