import { setTimeout as wait } from 'node:timers/promises';
import type { PrinterProfile } from '../../config/index.ts';
import type { Line } from '../../firmware-bridge/printer/connection.ts';
import { simulatePrinter } from '../../firmware-bridge/simulators/printer/simulated-printer.ts';

/** A simulated printer in this process at the other end of a line without a wire. */
export interface MemoryPrinter {
  readonly line: Line;
  control(command: unknown): Promise<unknown>;
  /** Bytes that the printer never said, such as clicks on a serial line. */
  click(bytes: Uint8Array): void;
  /** Stops what is still to be said. */
  end(): void;
}

/** Bytes that arrive at the printer together; the next ones a millisecond later. */
const PIECE = 200;

/**
 * `spoil` gets each answer on its way and gives what arrives, in pieces. `endsWithPower` = false is a line that stays
 * open while the printer is off, and on which bytes wait meanwhile as in a converter's buffer.
 */
export function memoryPrinter(
  profile: PrinterProfile,
  endsWithPower: boolean,
  spoil: (answer: Uint8Array) => readonly Uint8Array[] = (answer) => [answer],
  mmPerSecond = 0,
): MemoryPrinter {
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  const closings: (() => void)[] = [];
  let closed = false;
  let last: Promise<void> = Promise.resolve();
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    for (const closing of closings) closing();
  };
  const click = (bytes: Uint8Array): void => {
    if (!closed) for (const listener of listeners) listener(Uint8Array.from(bytes));
  };
  const printer = simulatePrinter(profile, mmPerSecond);
  const hear = printer.port.connected({
    write: (bytes) => {
      for (const piece of spoil(bytes)) {
        const now = Uint8Array.from(piece);
        setImmediate(() => click(now));
      }
    },
    drop: () => void close(),
    endsWithPower,
  });
  return {
    line: {
      write: (bytes, done) => {
        const copy = Buffer.from(bytes);
        last = last.then(async () => {
          for (let at = 0; at < copy.length && !closed; at += PIECE) {
            hear?.(copy.subarray(at, at + PIECE));
            if (at + PIECE < copy.length) await wait(1);
          }
          done(!closed);
        });
      },
      onBytes: (listener) => void listeners.push(listener),
      onClosed: (listener) => void closings.push(listener),
      discard: close,
      close,
    },
    control: printer.control,
    click,
    end: () => void close(),
  };
}
