import { setTimeout as wait } from 'node:timers/promises';
import { openPty } from '../pty.ts';
import type { Peer, PrinterPort } from './peer.ts';

/** From a pulled cable until it is put back, milliseconds. */
const PUT_BACK_MS = 100;
/** Bytes are handed on this often when the line has a speed. */
const TICK_MS = 10;

/**
 * A printer at a device file: a real pseudo-terminal. `bytesPerSecond` is the line's speed towards the printer, 0 for
 * no limit; what waits on the line is not lost when the printer is switched off.
 */
export async function servePty(path: string, bytesPerSecond: number, printer: PrinterPort): Promise<void> {
  const line = await openPty(path);
  const peer: Peer = {
    write: (bytes) => line.write(bytes),
    drop: () => {
      printer.disconnected(peer);
      void line
        .unplug()
        .then(() => wait(PUT_BACK_MS))
        .then(() => servePty(path, bytesPerSecond, printer));
    },
    endsWithPower: false,
  };
  const hear = printer.connected(peer);
  if (hear === undefined) throw new Error('the printer takes nobody');
  line.onBytes(bytesPerSecond === 0 ? hear : paced(hear, bytesPerSecond));
}

/** Hands bytes on no faster than the line. */
function paced(hear: (bytes: Buffer) => void, bytesPerSecond: number): (bytes: Buffer) => void {
  const share = Math.max(1, Math.round((bytesPerSecond * TICK_MS) / 1000));
  let waiting = Buffer.alloc(0);
  let ticks = false;
  const tick = (): void => {
    const now = waiting.subarray(0, share);
    waiting = waiting.subarray(share);
    ticks = waiting.length > 0;
    if (ticks) setTimeout(tick, TICK_MS);
    hear(now);
  };
  return (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    if (!ticks) setTimeout(tick, TICK_MS);
    ticks = true;
  };
}
