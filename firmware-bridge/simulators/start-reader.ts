import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { privatePlace } from './namespace.ts';

const READY_MS = 20_000;
const STOP_MS = 5000;

export interface SimulatedReaderOptions {
  /** The kiosk's data folder; everything of the simulator lies in its `sim`. */
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}

export interface SimulatedReader {
  /** To be given to every process that uses PC/SC: where the private pcscd listens. */
  readonly env: { readonly PCSCLITE_CSOCK_NAME: string };
  /** Device file of the same module's serial line. */
  readonly ttyPath: string;
  /** Process id of the card simulator. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Path of the card simulator's control socket. */
export function cardSocket(dataFolder: string): string {
  return join(dataFolder, 'sim', 'card.sock');
}

/**
 * Starts a private pcscd with a virtual reader and the card simulator behind it, in namespaces of their own where
 * the machine allows it. Both end when this process ends, however it ends. Rejects when they do not come up.
 */
export async function startSimulatedReader(options: SimulatedReaderOptions): Promise<SimulatedReader> {
  const simFolder = join(options.dataFolder, 'sim');
  await mkdir(join(simFolder, 'pcscd'), { recursive: true });
  const place = privatePlace(simFolder);
  if (!place.isPrivate)
    options.log('simulated reader: no namespaces here, pcscd runs in the machine’s own place (/run/pcscd)');
  const entry = fileURLToPath(new URL('./card-simulator.js', import.meta.url));
  const [program = '', ...before] = place.before;
  const ttyPath = join(simFolder, 'reader-tty');
  const ownArguments = [
    cardSocket(options.dataFolder),
    place.socketFolder,
    join(simFolder, 'reader.conf.d'),
    ttyPath,
  ];
  const child = spawn(
    program,
    [...before, process.execPath, '--enable-source-maps', entry, ...ownArguments],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  child.stderr?.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) if (line !== '') options.log(`card simulator: ${line}`);
  });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the card simulator did not come up in time')), READY_MS);
    const settle = (how: () => void) => (): void => {
      clearTimeout(timer);
      how();
    };
    child.once('message', settle(resolve));
    child.once(
      'error',
      settle(() => reject(new Error('the card simulator could not be started'))),
    );
    child.once(
      'exit',
      settle(() => reject(new Error('the card simulator ended at its start'))),
    );
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('a started child has a process id');
  return {
    env: { PCSCLITE_CSOCK_NAME: join(place.socketFolder, 'pcscd.comm') },
    ttyPath,
    pid,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
