import type { PrinterProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { openSerialPort } from '../drivers/index.ts';
import type { Line } from './connection.ts';

/**
 * Opens a serial printer for this process alone.
 * Fails with E-PRINT-005 (absent, no right, no such baud) or E-PRINT-015 (another program has it).
 */
export async function openSerialLine(
  path: string,
  baud: number,
  flow: PrinterProfile['serialFlow'],
): Promise<Result<Line>> {
  const opened = await openSerialPort({ path, baud, flow, keepDtr: true });
  if (!opened.ok) return fail(opened.error.reason === 'held' ? 'E-PRINT-015' : 'E-PRINT-005', path);
  const port = opened.value;
  // What an earlier program or job was answered is nobody's now.
  await port.flush();
  return ok({
    write: (bytes, done) => void port.write(bytes).then(done),
    onBytes: (listener) => port.onBytes(listener),
    onClosed: (listener) => port.onClosed(listener),
    discard: () => port.close(),
    close: () => port.close(),
  });
}
