import { SerialPort } from 'serialport';
import type { PrinterProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { Line } from './connection.ts';

/**
 * Opens a serial printer (8 data bits, no parity, 1 stop bit) for this process alone.
 * Fails with E-PRINT-005 (absent, no right, no such baud) or E-PRINT-015 (another program has it).
 */
export function openSerialLine(
  path: string,
  baudRate: number,
  flow: PrinterProfile['serialFlow'],
): Promise<Result<Line>> {
  return new Promise((resolve) => {
    const port = new SerialPort({
      path,
      baudRate,
      autoOpen: false,
      lock: true,
      // DTR stays: many printers take its fall for the computer being switched off.
      hupcl: false,
      rtscts: flow === 'rts-cts',
      // Only the printer may stop us; an answer is too short to stop it.
      xon: flow === 'xon-xoff',
    });
    port.open((error) => {
      // What an earlier program or job was answered is nobody's now.
      if (error === null) return port.flush(() => resolve(ok(overPort(port))));
      return resolve(fail(/lock|busy/i.test(error.message) ? 'E-PRINT-015' : 'E-PRINT-005', path));
    });
  });
}

function overPort(port: SerialPort): Line {
  const unsent = new Set<(sent: boolean) => void>();
  // Errors of reading and writing: 'close' follows where the device is gone.
  port.on('error', () => undefined);
  port.once('close', () => {
    for (const done of [...unsent]) done(false);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      if (!port.isOpen) return resolve();
      // Closing waits up to 30 s for bytes that a standing printer does not take (setserial(8), closing_wait).
      port.flush(() => port.close(() => resolve()));
    });
  return {
    write: (bytes, done) => {
      if (!port.isOpen) return done(false);
      const tell = (sent: boolean): void => {
        // A write that is under way when the device goes is told by its callback and by 'close'.
        if (unsent.delete(tell)) done(sent);
      };
      unsent.add(tell);
      port.write(Buffer.from(bytes), (error) => tell(error === undefined || error === null));
    },
    onBytes: (listener) => {
      port.on('data', listener);
    },
    onClosed: (listener) => {
      if (!port.isOpen) return listener();
      port.once('close', () => listener());
    },
    discard: close,
    close,
  };
}
