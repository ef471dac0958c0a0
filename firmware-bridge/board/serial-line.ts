import { SerialPort } from 'serialport';
import { fail, ok, type Result } from '../../domain/index.ts';

const BAUD = 115_200;

/** An open serial line. */
export interface SerialLine {
  /** Bytes that cannot go are lost, as on a cable. */
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export interface SerialLineOptions {
  readonly path: string;
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Called once when the device file has gone. Not called after `close`. */
  readonly onGone: () => void;
}

/** More than this not yet sent, and the other side is not taking anything: what is said is old by then. */
const MAX_UNSENT = 4096;

/**
 * Opens the board's serial line (115200 baud, 8 data bits, no parity, 1 stop bit) for this process alone.
 * E-BOARD-002 when it cannot be opened, E-BOARD-008 when another program holds it.
 */
export function openSerialLine({ path, onBytes, onGone }: SerialLineOptions): Promise<Result<SerialLine>> {
  return new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate: BAUD, autoOpen: false, lock: true });
    port.open((error) => {
      if (error !== null) {
        resolve(fail(/lock/i.test(error.message) ? 'E-BOARD-008' : 'E-BOARD-002'));
        return;
      }
      let closing = false;
      port.on('data', onBytes);
      // A write or read that went wrong: 'close' follows where the line is gone.
      port.on('error', () => undefined);
      port.once('close', () => {
        if (!closing) onGone();
      });
      resolve(
        ok({
          write: (bytes) => {
            if (port.isOpen && port.writableLength < MAX_UNSENT) port.write(bytes);
          },
          close: () => {
            closing = true;
            return new Promise((closed) => (port.isOpen ? port.close(() => closed()) : closed()));
          },
        }),
      );
    });
  });
}
