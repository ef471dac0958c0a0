import { SerialPort } from 'serialport';
import { fail, ok, type Result } from '../../domain/index.ts';

const BAUD = 115_200;
/** A call on the device file that takes longer hangs in the driver; nothing waits for it any more. */
const CALL_MS = 5000;
/** More than this not yet sent, and the other side is not taking anything: what is said is old by then. */
const MAX_UNSENT = 4096;

/** An open serial line. */
export interface SerialLine {
  /** Bytes that cannot go are lost, as on a cable. */
  write(bytes: Uint8Array): void;
  /** At most 10 s, also when the driver hangs. */
  close(): Promise<void>;
}

export interface SerialLineOptions {
  readonly path: string;
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Called once when the device file has gone. Not called after `close`. */
  readonly onGone: () => void;
}

/**
 * Opens the board's serial line (115200 baud, 8 data bits, no parity, 1 stop bit) for this process alone, within 5 s.
 * E-BOARD-002 when it cannot be opened, E-BOARD-008 when another program holds it.
 */
export async function openSerialLine(options: SerialLineOptions): Promise<Result<SerialLine>> {
  const port = new SerialPort({ path: options.path, baudRate: BAUD, autoOpen: false, lock: true });
  // A write or read that went wrong: 'close' follows where the line is gone.
  port.on('error', () => undefined);
  const opened = await within((done) => port.open(done));
  if (opened === 'done') return ok(overPort(port, options));
  // One that opens after all would keep the next try out.
  port.once('open', () => port.close());
  return fail(opened instanceof Error && /cannot lock/i.test(opened.message) ? 'E-BOARD-008' : 'E-BOARD-002');
}

function overPort(port: SerialPort, { onBytes, onGone }: SerialLineOptions): SerialLine {
  let closing = false;
  port.on('data', onBytes);
  port.once('close', () => {
    if (!closing) onGone();
  });
  return {
    write: (bytes) => {
      if (port.isOpen && port.writableLength < MAX_UNSENT) port.write(Buffer.from(bytes));
    },
    close: async () => {
      closing = true;
      if (!port.isOpen) return;
      // Closing waits up to 30 s for bytes that a standing board does not take (setserial(8), closing_wait).
      await within((done) => port.flush(done));
      if (port.isOpen) await within((done) => port.close(done));
    },
  };
}

/** How a call on the device file ended: done, with an error, or not in time. */
function within(call: (done: (error: Error | null) => void) => void): Promise<'done' | 'late' | Error> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), CALL_MS);
    call((error) => {
      clearTimeout(timer);
      resolve(error ?? 'done');
    });
  });
}
