import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import type { Result } from '../../domain/index.ts';
import { type CallOutcome, withinMs } from './native-call.ts';

/** A call on the device file that takes longer hangs in the driver. */
const CALL_MS = 5000;
/** Milliseconds between two looks whether the device file is still there. */
const LOOK_EVERY_MS = 500;

/** An open serial port (8 data bits, no parity, 1 stop bit), this process's alone. */
export interface OpenSerialPort {
  readonly path: string;
  /** False once the device has gone or the port was closed. */
  readonly open: boolean;
  /** Bytes that the driver has not taken yet. */
  readonly unsent: number;
  /** Calls every listener with what comes in. The bytes are overwritten behind the last one. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Calls `listener` once when the port is closed in whatever way, at once when it is. */
  onClosed(listener: () => void): void;
  /** Settles when the driver has taken the bytes; false when it never will. Not bounded: a device may stand. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** Throws away what has come in unread and what has not gone out. Settles within 5 s, as every call below. */
  flush(): Promise<CallOutcome>;
  setBaud(baud: number): Promise<CallOutcome>;
  /** What has not gone out is thrown away. */
  close(): Promise<void>;
}

export interface SerialPortOptions {
  readonly path: string;
  readonly baud: number;
  readonly flow?: 'none' | 'rts-cts' | 'xon-xoff';
  /** DTR stays when the port is closed: many printers take its fall for the computer being switched off. */
  readonly keepDtr?: boolean;
  /** A native call hangs: its thread is lost, and the process may have to end. */
  readonly onStuck?: (call: string) => void;
}

/** Why a port was not opened: another program holds it, it is not there or not usable, or the driver hangs. */
export interface SerialRefusal {
  readonly reason: 'held' | 'absent' | 'stuck';
  /** The driver's own words; they name the device, never a person. */
  readonly detail: string;
}

type Native = (
  name: string,
  call: (done: (error: unknown, value: unknown) => void) => void,
) => Promise<CallOutcome>;

/** Opens a device file within 5 s, locked against other programs. */
export async function openSerialPort(
  options: SerialPortOptions,
): Promise<Result<OpenSerialPort, SerialRefusal>> {
  const { path, baud, flow = 'none', keepDtr = false } = options;
  const port = new SerialPort({
    path,
    baudRate: baud,
    autoOpen: false,
    lock: true,
    hupcl: !keepDtr,
    rtscts: flow === 'rts-cts',
    // Only the device may stop us; its answers are too short to have to be stopped.
    xon: flow === 'xon-xoff',
  });
  // Errors of reading and writing: 'close' follows where the device is gone.
  port.on('error', () => undefined);
  const native: Native = async (name, call) => {
    const outcome = await withinMs(CALL_MS, call);
    if (outcome.kind === 'late') options.onStuck?.(name);
    return outcome;
  };
  const opened = await native('open', (done) => port.open((error) => done(error, undefined)));
  if (opened.kind === 'value') return { ok: true, value: overPort(port, native) };
  // One that opens after all would keep the next try out.
  port.once('open', () => port.close());
  if (opened.kind === 'late') return { ok: false, error: { reason: 'stuck', detail: 'open' } };
  const detail = opened.error instanceof Error ? opened.error.message.slice(0, 120) : 'unknown error';
  const held = /lock|busy/i.test(detail);
  return { ok: false, error: { reason: held ? 'held' : 'absent', detail } };
}

function overPort(port: SerialPort, native: Native): OpenSerialPort {
  const flush = (): Promise<CallOutcome> =>
    native('flush', (done) => port.flush((error) => done(error, undefined)));
  const letGo = async (): Promise<void> => {
    clearInterval(look);
    if (!port.isOpen) return;
    // Closing waits up to 30 s for bytes that a standing device does not take (setserial(8), closing_wait).
    await flush();
    if (port.isOpen) await native('close', (done) => port.close((error) => done(error, undefined)));
  };
  let closing: Promise<void> | undefined;
  /** Whoever closes waits until it is done, also where another began it. */
  const close = (): Promise<void> => {
    closing ??= letGo();
    return closing;
  };
  // The binding reads a line that was hung up between two reads again and again without an end, and says nothing.
  const look = setInterval(() => {
    if (!existsSync(port.path)) void close();
  }, LOOK_EVERY_MS);
  const unsent = new Set<(taken: boolean) => void>();
  port.once('close', () => {
    clearInterval(look);
    for (const settle of [...unsent]) settle(false);
  });
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  port.on('data', (bytes: Buffer) => {
    for (const listener of listeners) listener(bytes);
    bytes.fill(0);
  });
  return {
    path: port.path,
    get open() {
      return port.isOpen;
    },
    get unsent() {
      return port.writableLength;
    },
    onBytes: (listener) => {
      listeners.push(listener);
    },
    onClosed: (listener) => {
      if (port.isOpen) port.once('close', () => listener());
      else listener();
    },
    write: (bytes) =>
      new Promise((resolve) => {
        // A write on a closed port would wait for the next opening.
        if (!port.isOpen) return resolve(false);
        const settle = (taken: boolean): void => {
          if (unsent.delete(settle)) resolve(taken);
        };
        unsent.add(settle);
        port.write(bytes, (error) => settle(error === undefined || error === null));
      }),
    flush: () => (port.isOpen ? flush() : Promise.resolve({ kind: 'value', value: undefined })),
    setBaud: (baud) =>
      native('update', (done) => port.update({ baudRate: baud }, (error) => done(error, undefined))),
    close,
  };
}
