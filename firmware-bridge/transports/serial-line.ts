import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { fail, ok, type Result } from '../../domain/index.ts';
import { recordTraffic } from '../record/index.ts';
import { withinMs } from './native-call.ts';

/** A call on the device file that takes longer hangs in the driver. */
const CALL_MS = 5000;
/** A command of ten bytes that is not taken in this time never will be. */
const WRITE_MS = 1000;
/** Milliseconds between two looks whether the device file is still there. */
const LOOK_EVERY_MS = 500;

/** An open serial line, this process's alone. */
export interface SerialLine {
  readonly path: string;
  /** False once the line has gone in whatever way. */
  readonly open: boolean;
  /** Calls `listener`, in place of the one before, with what comes in. The bytes are overwritten behind it. */
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

export interface SerialLineOptions {
  readonly path: string;
  readonly baud: number;
  /** A native call hangs; the process has to end (see PcscPort). */
  readonly onStuck: (call: string) => void;
}

type Call = (done: (error: unknown, value: unknown) => void) => void;

/**
 * Opens a device file with 8 data bits, no parity, 1 stop bit (GA/T 467), locked against other programs.
 * E-CARD-012 when that does not work.
 */
export async function openSerialLine(options: SerialLineOptions): Promise<Result<SerialLine>> {
  const { path, baud, onStuck } = options;
  const port = new SerialPort({ path, baudRate: baud, autoOpen: false, lock: true });
  // Errors of reading and writing: 'close' follows where the device is gone.
  port.on('error', () => undefined);
  const native = async (name: string, call: Call): Promise<Result<void>> => {
    const outcome = await withinMs(CALL_MS, call);
    if (outcome.kind === 'value') return ok(undefined);
    if (outcome.kind === 'error') return fail('E-CARD-012', `${name}: ${reason(outcome.error)}`);
    onStuck(name);
    return fail('E-CARD-010', name);
  };
  const opened = await native('open', (done) => port.open((error) => done(error, undefined)));
  return opened.ok ? ok(overPort(port, native)) : opened;
}

/** The driver's own words name the device, never a person. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : 'unknown error';
  return /lock/i.test(text) ? 'another program holds the device' : text.slice(0, 120);
}

function overPort(port: SerialPort, native: (name: string, call: Call) => Promise<Result<void>>): SerialLine {
  const { path } = port;
  const close = async (): Promise<void> => {
    clearInterval(look);
    if (!port.isOpen) return;
    // Closing waits up to 30 s for bytes that a standing device does not take (tty(4), closing_wait).
    await native('flush', (done) => port.flush((error) => done(error, undefined)));
    if (port.isOpen) await native('close', (done) => port.close((error) => done(error, undefined)));
  };
  // Of a line that is hung up right behind its last bytes the binding says nothing: it reads on without an end, with
  // all of a processor (measured).
  const look = setInterval(() => {
    if (!existsSync(path)) void close();
  }, LOOK_EVERY_MS);
  port.once('close', () => clearInterval(look));
  // Every listener gets the bytes before they are overwritten.
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  port.on('data', (bytes: Buffer) => {
    recordTraffic('reader-line', 'in', bytes);
    for (const listener of listeners) listener(bytes);
    bytes.fill(0);
  });
  return {
    path,
    get open() {
      return port.isOpen;
    },
    onBytes: (listener) => {
      listeners.push(listener);
    },
    onGone: (listener) => {
      if (port.isOpen) port.once('close', listener);
      else listener();
    },
    async write(bytes) {
      // A write on a closed port would wait for the next opening.
      if (!port.isOpen) return fail('E-CARD-012', 'the line has gone');
      recordTraffic('reader-line', 'out', bytes);
      const written = await withinMs(WRITE_MS, (done) => {
        port.write(bytes, (error) => done(error, undefined));
      });
      return written.kind === 'value' ? ok(undefined) : fail('E-CARD-012', 'the line takes no bytes');
    },
    async flush() {
      if (port.isOpen) await native('flush', (done) => port.flush((error) => done(error, undefined)));
    },
    setBaud: (baud) =>
      native('update', (done) => port.update({ baudRate: baud }, (error) => done(error, undefined))),
    close,
  };
}
