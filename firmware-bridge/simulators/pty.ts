import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, lstatSync, unlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

const READY_MS = 5000;
const LOOK_EVERY_MS = 10;

/** The far end of a serial line: what a device on the cable would hold. */
export interface SimulatedLine {
  /** Device file for the near end, a link to a real pty in raw mode. */
  readonly path: string;
  /** Bytes to the near end. Rejected bytes (nobody has opened it) are kept by the kernel's buffer or lost, as on a cable. */
  write(bytes: Uint8Array): void;
  /** Calls `listener` with what the near end wrote. */
  onBytes(listener: (bytes: Buffer) => void): void;
  /** Called once when the line has gone in whatever way. */
  onGone(listener: () => void): void;
  /** Pulls the cable: the near end sees its device vanish. */
  unplug(): Promise<void>;
}

/**
 * A real pseudo-terminal, made by socat, whose far end is this process. The link `path` is made anew; it goes with the
 * line. Ends with this process however it dies. Rejects when it does not come up within 5 s.
 */
export async function openPty(path: string): Promise<SimulatedLine> {
  await mkdir(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) unlinkSync(path);
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'socat', `PTY,raw,echo=0,link=${path}`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await becomesReady(path, child);
  // A pulled cable swallows what is written to it.
  child.stdin.on('error', () => undefined);
  return {
    path,
    write: (bytes) => {
      if (child.stdin.writable) child.stdin.write(Buffer.from(bytes));
    },
    onBytes: (listener) => {
      child.stdout.on('data', listener);
    },
    onGone: (listener) => {
      void ended.then(listener);
    },
    unplug: async () => {
      child.kill('SIGKILL');
      await ended;
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) unlinkSync(path);
    },
  };
}

async function becomesReady(path: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_MS;
  while (!existsSync(path)) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > until) {
      child.kill('SIGKILL');
      throw new Error('no pseudo-terminal: is socat installed?');
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
