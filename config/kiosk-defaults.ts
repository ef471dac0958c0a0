import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder } from './places.ts';
import { Settings } from './settings.ts';

/** The settings of a simulated kiosk, from config/kiosk-defaults.json. Throws when the file is not valid. */
export function readKioskDefaults(folder: string = configFolder()): Settings {
  return Settings.parse(JSON.parse(readFileSync(join(folder, 'kiosk-defaults.json'), 'utf8')));
}
