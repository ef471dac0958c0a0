import { setTimeout as wait } from 'node:timers/promises';
import type { BridgeOptions, PrinterProfile } from '../../config/index.ts';
import type { Result } from '../../domain/index.ts';
import type { Line } from './connection.ts';
import { openSerialLine } from './serial-line.ts';
import { openTcpLine } from './tcp-line.ts';
import { openUsbLine } from './usb-line.ts';

const TRY_AGAIN_MS = 50;

/**
 * Opens the line of the settings within the profile's `connectMs`. A line that another program has (the daemon asks
 * every few seconds, a technician tries the printer meanwhile) is tried again until then, and fails with E-PRINT-015.
 * Fails with E-PRINT-005 when there is no such printer.
 */
export async function openLine(
  settings: BridgeOptions['printer'],
  profile: PrinterProfile,
): Promise<Result<Line>> {
  const { connectMs } = profile.wait;
  const until = performance.now() + connectMs;
  for (;;) {
    const line = await openOnce(settings, profile);
    if (line.ok || line.error.code !== 'E-PRINT-015' || performance.now() > until) return line;
    await wait(TRY_AGAIN_MS);
  }
}

function openOnce(settings: BridgeOptions['printer'], profile: PrinterProfile): Promise<Result<Line>> {
  const { transport, host, port, path, baud } = settings;
  if (transport === 'usb') return openUsbLine(path);
  if (transport === 'serial') return openSerialLine(path, baud, profile.serialFlow);
  return openTcpLine(host, port, profile.wait.connectMs);
}
