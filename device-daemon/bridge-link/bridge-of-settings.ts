import { BridgeOptions, type Settings } from '../../config/index.ts';
import type { BridgeLinkOptions } from './bridge-link.ts';
import type { SimulatedHardware } from './simulated-hardware.ts';

/** How a bridge is started for these settings; simulated hardware on this machine takes the place of theirs. */
export function bridgeOfSettings(
  settings: Settings,
  simulated: Partial<SimulatedHardware> = {},
): Required<Pick<BridgeLinkOptions, 'options' | 'env'>> {
  const { pcscSocket, printerPort, readerPath, boardPath } = simulated;
  // The bridge learns of no other setting.
  const options = BridgeOptions.parse(settings);
  if (printerPort !== undefined)
    options.printer = { ...options.printer, transport: 'tcp', host: '127.0.0.1', port: printerPort };
  if (readerPath !== undefined) options.reader = { ...options.reader, path: readerPath };
  if (boardPath !== undefined) options.board = { path: boardPath };
  return { options, env: pcscSocket === undefined ? {} : { PCSCLITE_CSOCK_NAME: pcscSocket } };
}
