import type { UsbReaderProfile } from '../../config/index.ts';

/** What a technician can do about a reader on a USB interface of its own. */
export function notClaimed({ transport, match }: UsbReaderProfile): string {
  return (
    `${transport} ${match.vendorId}:${match.productId} is described but not claimed by this software; ` +
    'set the reader to its serial or PC/SC form, or take a reader that has one'
  );
}
