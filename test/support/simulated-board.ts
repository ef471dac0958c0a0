import { z } from 'zod';
import type { BoardEvent, BoardState } from '../../domain/index.ts';
import { type Board, openBoard } from '../../firmware-bridge/board/index.ts';
import {
  type BoardControl,
  BoardSimulatorState,
  boardSocket,
  startSimulatedBoard,
} from '../../firmware-bridge/simulators/board/index.ts';
import { sendControl } from '../../firmware-bridge/simulators/control.ts';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A simulated board on a real pseudo-terminal, and the bridge's side that has opened it. */
export interface TestBoard {
  readonly board: Board;
  readonly dataFolder: string;
  /** Device file of the line. */
  readonly path: string;
  readonly events: BoardEvent[];
  /** Sends a command to the simulator; throws when it is refused. */
  ask(command: z.input<typeof BoardControl>): Promise<BoardSimulatorState>;
  /** Waits for a board that is ready. */
  ready(): Promise<BoardState>;
  stop(): Promise<void>;
}

export async function testBoard(): Promise<TestBoard> {
  const dataFolder = temporaryFolder();
  const simulator = await startSimulatedBoard({ dataFolder, log: (line) => console.error(line) });
  const events: BoardEvent[] = [];
  const board = openBoard({ path: simulator.path, onEvent: (event) => events.push(event) });
  return {
    board,
    dataFolder,
    path: simulator.path,
    events,
    async ask(command) {
      const answer = await sendControl(boardSocket(dataFolder), command);
      const refused = z.object({ error: z.string() }).safeParse(answer);
      if (refused.success) throw new Error(refused.data.error);
      return BoardSimulatorState.parse(answer);
    },
    ready: () =>
      eventually('a ready board', () => (board.state().link === 'ready' ? board.state() : undefined)),
    async stop() {
      await board.close();
      await simulator.stop();
    },
  };
}
