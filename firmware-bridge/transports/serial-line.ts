import { fail, ok, type Result } from '../../domain/index.ts';
import { type OpenSerialPort, openSerialPort, withinMs } from '../drivers/index.ts';
import { recordTraffic } from '../record/index.ts';

/** A command of ten bytes that is not taken in this time never will be. */
const WRITE_MS = 1000;

/** The open serial line to a reading module. */
export interface SerialLine {
  readonly path: string;
  /** False once the line has gone in whatever way. */
  readonly open: boolean;
  /** Calls every listener with what comes in. The bytes are overwritten behind the last one. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Calls `listener` once when the line has gone, at once when it has. */
  onGone(listener: () => void): void;
  /** E-CARD-012 when the bytes were not taken. */
  write(bytes: Uint8Array): Promise<Result<void>>;
  /** Throws away what has come in unread and what has not gone out. */
  flush(): Promise<void>;
  setBaud(baud: number): Promise<Result<void>>;
  close(): Promise<void>;
}

/**
 * Opens a device file as GA/T 467 wants it, locked against other programs. E-CARD-012 when that does not work,
 * E-CARD-010 when the driver hangs; the process has to end then (`onStuck`, see PcscPort).
 */
export async function openSerialLine(options: {
  readonly path: string;
  readonly baud: number;
  readonly onStuck: (call: string) => void;
}): Promise<Result<SerialLine>> {
  const port = await openSerialPort(options);
  if (port.ok) return ok(overPort(port.value));
  const { reason, detail } = port.error;
  if (reason === 'stuck') return fail('E-CARD-010', detail);
  return fail('E-CARD-012', `open: ${reason === 'held' ? 'another program holds the device' : detail}`);
}

function overPort(port: OpenSerialPort): SerialLine {
  port.onBytes((bytes) => recordTraffic('reader-line', 'in', bytes));
  return {
    path: port.path,
    get open() {
      return port.open;
    },
    onBytes: (listener) => port.onBytes(listener),
    onGone: (listener) => port.onClosed(listener),
    async write(bytes) {
      recordTraffic('reader-line', 'out', bytes);
      const written = await withinMs(WRITE_MS, (done) => {
        void port.write(bytes).then((taken) => done(null, taken));
      });
      if (written.kind === 'value' && written.value === true) return ok(undefined);
      return fail('E-CARD-012', port.open ? 'the line takes no bytes' : 'the line has gone');
    },
    async flush() {
      await port.flush();
    },
    async setBaud(baud) {
      const set = await port.setBaud(baud);
      if (set.kind === 'value') return ok(undefined);
      return set.kind === 'late'
        ? fail('E-CARD-010', 'update')
        : fail('E-CARD-012', `no line at ${baud} baud`);
    },
    close: () => port.close(),
  };
}
