import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { PrinterPlace } from './place.ts';

const Ready = z.object({ ready: z.literal(true), port: z.number().int() });
/** Drawing fonts are registered at the start; a slow disk needs seconds for 40 MB. */
const START_WITHIN_MS = 20_000;
/** Lines of the process's error output that go into the error of a failed start. */
const KEPT_ERROR_CHARACTERS = 2_000;

/**
 * Starts the simulated printer as its own process at its place (TCP on 127.0.0.1 unless a `path` is given), with its
 * control socket at `<dataFolder>/sim/printer.sock`. It ends with this process. `port` is 0 at a device file. Rejects
 * when it does not come up, for example because the fonts of the profile are absent or the port is taken.
 */
export function startSimulatedPrinter(
  options: z.input<typeof PrinterPlace> & {
    /** Gets what the process writes, for the daemon's log. */
    log: (line: string) => void;
  },
): Promise<{ port: number; stop(): Promise<void> }> {
  const { log, ...place } = options;
  const entry = fileURLToPath(new URL('./printer-simulator.js', import.meta.url));
  const child = fork(entry, [JSON.stringify(place)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT_ERROR_CHARACTERS);
      log(text.trimEnd());
    });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return new Promise((resolve, reject) => {
    const giveUp = (why: string): void => {
      clearTimeout(timer);
      void stop();
      reject(new Error(`simulated printer: ${why} ${said}`.trimEnd()));
    };
    const timer = setTimeout(() => giveUp('not ready in time'), START_WITHIN_MS);
    child.once('error', (error) => giveUp(error.message));
    const ended = (): void => giveUp('ended at its start');
    child.once('exit', ended);
    child.once('message', (message) => {
      const ready = Ready.safeParse(message);
      if (!ready.success) {
        giveUp('said something else than ready');
        return;
      }
      clearTimeout(timer);
      child.off('exit', ended);
      resolve({ port: ready.data.port, stop });
    });
  });
}
