import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageFolder } from '../../config/index.ts';
import type { Bench } from './bench-line.ts';

const gz = (path: string): number => gzipSync(readFileSync(path)).length;

/** Bytes a browser loads for the first screen, gzipped: page, scripts and styles; fonts, voice and models apart. */
export const uiBundle: Bench = {
  name: 'ui-bundle',
  run: async () => {
    const folder = join(packageFolder(), 'build', 'ui');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    const ofKind = (ending: RegExp): number =>
      files.filter((path) => ending.test(path)).reduce((sum, path) => sum + gz(path), 0);
    return [
      { name: 'ui-bundle', value: ofKind(/\.(html|js|css)$/), unit: 'bytes-gz' },
      { name: 'ui-bundle-script', value: ofKind(/\.js$/), unit: 'bytes-gz' },
    ];
  },
};
