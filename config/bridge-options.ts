import { z } from 'zod';
import { Settings } from './settings.ts';

/** What the daemon tells the bridge process at its start: the settings of the devices that it owns. */
export const BridgeOptions = z.object({
  reader: Settings.shape.reader,
  photoDecoder: Settings.shape.photoDecoder,
  photoLibrary: Settings.shape.photoLibrary,
  printer: Settings.shape.printer,
  board: Settings.shape.board,
});
export type BridgeOptions = z.infer<typeof BridgeOptions>;

/** Environment variable that carries the options as JSON; nothing personal or secret is in them. */
export const BRIDGE_OPTIONS_ENV = 'KIOSK_BRIDGE_OPTIONS';

/** The options from the environment; throws when they are missing or wrong. */
export function bridgeOptions(env: NodeJS.ProcessEnv = process.env): BridgeOptions {
  return BridgeOptions.parse(JSON.parse(z.string().parse(env[BRIDGE_OPTIONS_ENV])));
}
