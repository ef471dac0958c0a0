import { z } from 'zod';
import {
  type BoardControl,
  BoardSimulatorState,
  boardSocket,
} from '../../firmware-bridge/simulators/board/index.ts';
import { sendControl } from '../../firmware-bridge/simulators/control.ts';
import type { RunningKiosk } from './running-kiosk.ts';

/** Tells the simulated board of a running kiosk what happens to it, and gives how it stands then. */
export async function boardOf(
  kiosk: Pick<RunningKiosk, 'data'>,
  command: z.input<typeof BoardControl> = { cmd: 'state' },
): Promise<BoardSimulatorState> {
  const answer = await sendControl(boardSocket(kiosk.data), command);
  const refused = z.object({ error: z.string() }).safeParse(answer);
  if (refused.success) throw new Error(refused.data.error);
  return BoardSimulatorState.parse(answer);
}
