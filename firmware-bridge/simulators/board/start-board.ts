import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READY_MS = 10_000;

/** Path of the simulated board's control socket. */
export function boardSocket(dataFolder: string): string {
  return join(dataFolder, 'sim', 'board.sock');
}

/** Device file of the simulated board's line. */
function boardLine(dataFolder: string): string {
  return join(dataFolder, 'sim', 'board-tty');
}

export interface SimulatedBoardProcess {
  /** Device file of its line. */
  readonly path: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the simulated control board as its own process, its line at `<dataFolder>/sim/board-tty`. It ends with this
 * process, however it ends. Rejects when it does not come up, for example because socat is not installed.
 */
export async function startSimulatedBoard(options: {
  readonly dataFolder: string;
  /** Gets what the process writes. */
  readonly log: (line: string) => void;
}): Promise<SimulatedBoardProcess> {
  const { dataFolder, log } = options;
  const path = boardLine(dataFolder);
  const entry = fileURLToPath(new URL('./board-simulator.js', import.meta.url));
  const child = fork(entry, [path, boardSocket(dataFolder)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log(`board simulator: ${text.trimEnd()}`));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('the simulated board did not come up in time')),
        READY_MS,
      );
      child.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      for (const event of ['error', 'exit'] as const)
        child.once(event, () => {
          clearTimeout(timer);
          reject(new Error('the simulated board ended at its start'));
        });
    });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const { pid } = child;
  if (pid === undefined) throw new Error('a started child has a process id');
  return { path, pid, stop };
}
