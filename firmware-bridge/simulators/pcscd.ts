import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VPCD_PORT } from './virtual-card.ts';

const READY_TRIES = 100;
const READY_PAUSE_MS = 50;
const STOP_MS = 3000;
const START_TRIES = 3;

/** vpcd's entry in reader.conf; the name tells a technician at once that no real reader is meant. */
const READER_CONF = `FRIENDLYNAME "Virtual ID Card Reader"
DEVICENAME   /dev/null:0x${VPCD_PORT.toString(16).toUpperCase()}
LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so
CHANNELID    0x${VPCD_PORT.toString(16).toUpperCase()}
`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A pcscd with nothing but the virtual reader. It must run where /run/pcscd is `socketFolder`
 * (see namespace.ts), else it is the machine's own place.
 */
export class VirtualPcscd {
  readonly #socketFolder: string;
  readonly #confFolder: string;
  #process: ChildProcess | undefined;

  constructor(socketFolder: string, confFolder: string) {
    this.#socketFolder = socketFolder;
    this.#confFolder = confFolder;
  }

  get running(): boolean {
    return this.#process !== undefined;
  }

  /** Process id, for tests that kill it; undefined while it does not run. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts pcscd and waits for its socket. A start right after a kill may find the old one's traces: tries again. */
  async start(): Promise<void> {
    if (this.#process !== undefined) return;
    await mkdir(this.#confFolder, { recursive: true });
    await writeFile(join(this.#confFolder, 'vpcd.conf'), READER_CONF);
    for (let tries = 1; ; tries++) {
      if (await this.#tryStart()) return;
      if (tries === START_TRIES) throw new Error('pcscd did not come up');
      await pause(500);
    }
  }

  /** Ends pcscd; with `hard` as a crash would. */
  async stop(hard = false): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(hard ? 'SIGKILL' : 'SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  async #tryStart(): Promise<boolean> {
    const socket = join(this.#socketFolder, 'pcscd.comm');
    await rm(socket, { force: true });
    await rm(join(this.#socketFolder, 'pcscd.pid'), { force: true });
    // setpriv: the kernel ends pcscd when this process dies, however it dies. Its output may hold APDUs: dropped.
    const child = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', 'pcscd', '--foreground', '--config', this.#confFolder],
      {
        stdio: 'ignore',
        env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
      },
    );
    this.#process = child;
    const forget = (): void => {
      if (this.#process === child) this.#process = undefined;
    };
    child.once('exit', forget);
    child.once('error', forget);
    for (let tries = 0; tries < READY_TRIES; tries++) {
      if (this.#process !== child) return false;
      if (existsSync(socket)) return true;
      await pause(READY_PAUSE_MS);
    }
    await this.stop(true);
    return false;
  }
}
