import { z } from 'zod';
import {
  type CardCommand,
  CardSimulatorState,
  cardSocket,
  type SimulatedReader,
  sendControl,
  startSimulatedReader,
} from '../../firmware-bridge/simulators/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TestReader extends SimulatedReader {
  readonly dataFolder: string;
  /** Everything that the simulator said. */
  readonly lines: string[];
  /** Sends a command; throws when it is refused. */
  ask(command: z.input<typeof CardCommand>): Promise<CardSimulatorState>;
}

/** A private pcscd with the card simulator, in a temporary folder. */
export async function testReader(): Promise<TestReader> {
  const dataFolder = temporaryFolder();
  const lines: string[] = [];
  const reader = await startSimulatedReader({ dataFolder, log: (line) => lines.push(line) });
  return {
    ...reader,
    dataFolder,
    lines,
    async ask(command) {
      const answer = await sendControl(cardSocket(dataFolder), command);
      const refused = z.object({ error: z.string() }).safeParse(answer);
      if (refused.success) throw new Error(refused.data.error);
      return CardSimulatorState.parse(answer);
    },
  };
}
