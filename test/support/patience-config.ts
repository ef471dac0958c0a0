import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder, readKioskDefaults, Settings } from '../../config/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A copy of the configuration whose new kiosks have this patience, in seconds: to be given as KIOSK_CONFIG. */
export function configWithPatience(
  patience: Partial<Settings['patience']>,
  face: Partial<Settings['face']> = {},
): string {
  const folder = join(temporaryFolder(), 'config');
  cpSync(configFolder(), folder, { recursive: true });
  const defaults = readKioskDefaults(folder);
  const hurried = Settings.parse({
    ...defaults,
    patience: { ...defaults.patience, ...patience },
    face: { ...defaults.face, ...face },
  });
  writeFileSync(join(folder, 'kiosk-defaults.json'), JSON.stringify(hurried));
  return folder;
}
