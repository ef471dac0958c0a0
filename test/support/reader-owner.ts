/** A process that owns a simulated reader and a bridge, says their process ids, and waits to be ended. */
import { z } from 'zod';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import {
  CardSimulatorState,
  cardSocket,
  sendControl,
  startSimulatedReader,
} from '../../firmware-bridge/simulators/index.ts';
import { testBridgeOptions } from './test-bridge.ts';

const [dataFolder] = z.tuple([z.string()]).parse(process.argv.slice(2));
const reader = await startSimulatedReader({ dataFolder, log: () => undefined });
const link = new BridgeLink();
await link.start({
  options: testBridgeOptions('pcsc-paged'),
  env: reader.env,
  log: () => undefined,
});
const state = CardSimulatorState.parse(await sendControl(cardSocket(dataFolder), { cmd: 'state' }));
process.stdout.write(`${JSON.stringify({ simulator: reader.pid, pcscd: state.pcscd, bridge: link.pid })}\n`);
setInterval(() => undefined, 1000);
