import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { BridgeOptions } from '../../config/index.ts';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import {
  cardSocket,
  PrinterCommand,
  sendControl,
  startSimulatedBoard,
  startSimulatedPrinter,
  startSimulatedReader,
} from '../../firmware-bridge/simulators/index.ts';

/** A bridge with all of its devices simulated, each a process of its own. */
export interface SoakRig {
  readonly link: BridgeLink;
  /** Sends a command to the simulated reader. Throws when it is refused. */
  reader(command: unknown): Promise<void>;
  printer(command: z.input<typeof PrinterCommand>): Promise<unknown>;
  /** Slips that the printer has cut so far. */
  slips(): Promise<number>;
  stop(): Promise<void>;
}

const Refused = z.object({ error: z.string() });

/** Starts everything in a temporary folder; what was started goes again when one part does not come up. */
export async function startRig(profile: string, log: (line: string) => void): Promise<SoakRig> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'soak-'));
  const parts: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts.reverse()) await part.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    const reader = await startSimulatedReader({ dataFolder, log });
    parts.push(reader);
    const printer = await startSimulatedPrinter({ dataFolder, port: 0, log });
    parts.push(printer);
    const board = await startSimulatedBoard({ dataFolder, log });
    parts.push(board);
    const link = new BridgeLink();
    parts.push(link);
    const { port } = printer;
    await link.start({
      options: BridgeOptions.parse({
        reader: { profile, path: join(dataFolder, 'sim', 'reader-tty') },
        photoDecoder: 'specimen',
        printer: { profile: 'escpos-80', host: '127.0.0.1', port },
        board: { path: board.path },
      }),
      env: reader.env,
      log,
    });
    const ask = async (socket: string, command: unknown): Promise<unknown> => {
      const answer = await sendControl(socket, command);
      const refused = Refused.safeParse(answer);
      if (refused.success) throw new Error(refused.data.error);
      return answer;
    };
    const printerSocket = join(dataFolder, 'sim', 'printer.sock');
    return {
      link,
      reader: async (command) => void (await ask(cardSocket(dataFolder), command)),
      printer: (command) => ask(printerSocket, PrinterCommand.parse(command)),
      slips: async () =>
        z.object({ count: z.number() }).parse(await ask(printerSocket, { cmd: 'slips' })).count,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
