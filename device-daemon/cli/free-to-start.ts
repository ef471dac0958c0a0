import { CardSimulatorState, cardSocket, sendControl } from '../../firmware-bridge/simulators/index.ts';
import { isPortFree } from '../health/index.ts';

/**
 * Throws, with what to do, when another kiosk runs on this data folder or a port is taken: a second start must not
 * take the simulated hardware away from the first.
 */
export async function assertFreeToStart(options: {
  readonly dataFolder: string;
  readonly port: number;
  readonly printerPort: number;
}): Promise<void> {
  const { dataFolder, port, printerPort } = options;
  const other = await sendControl(cardSocket(dataFolder), { cmd: 'state' }, 1_000).catch(() => undefined);
  if (CardSimulatorState.safeParse(other).success)
    throw new Error(
      `a kiosk runs on ${dataFolder} already; for a second one set KIOSK_DATA and choose other ports: --port, --printer-port`,
    );
  if (!(await isPortFree(port))) throw new Error(`port ${port} is taken; choose another one with --port`);
  if (!(await isPortFree(printerPort)))
    throw new Error(`port ${printerPort} is taken; choose another one for the printer with --printer-port`);
}
