import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, found upwards from this file (source or build). */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found above config/places.ts');
    folder = parent;
  }
  return folder;
}

/** The folder of data files a technician or county may change: `KIOSK_CONFIG`, else config/ of the package. */
export function configFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.KIOSK_CONFIG ?? join(packageFolder(), 'config');
}

/** The device's data folder: `KIOSK_DATA`, else data/kiosk of the package. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.KIOSK_DATA ?? join(packageFolder(), 'data', 'kiosk');
}

/** The county's data folder: `COUNTY_DATA`, else data/county of the package. */
export function countyFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.COUNTY_DATA ?? join(packageFolder(), 'data', 'county');
}

/** The converted face models, made at set-up. */
export function modelsFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.KIOSK_MODELS ?? join(packageFolder(), 'models');
}
