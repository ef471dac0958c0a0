import { posix } from 'node:path';
import { type Source, withoutComments } from './sources.ts';

/** Which rooms each room may import, besides itself. Imports go one way. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  config: ['domain'],
  ledger: ['domain', 'config'],
  line: ['domain', 'config'],
  'firmware-bridge': ['domain', 'config'],
  'device-daemon': ['domain', 'config', 'ledger', 'line', 'firmware-bridge'],
  'kiosk-ui': ['domain', 'config'],
  'county-desk': ['domain', 'config', 'ledger', 'line'],
  setup: ['domain', 'config', 'ledger', 'firmware-bridge', 'device-daemon', 'county-desk'],
  test: [
    'domain',
    'config',
    'ledger',
    'line',
    'firmware-bridge',
    'device-daemon',
    'kiosk-ui',
    'county-desk',
    'setup',
  ],
};

/** Rooms whose subfolders are rooms of their own. */
const DIVIDED = ['firmware-bridge', 'device-daemon', 'county-desk'];

/** Every relative module that `text` imports, statically, dynamically or by re-export. */
export function importsOf(text: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])(\.[^'"]+)\1/g;
  return [...withoutComments(text).matchAll(pattern)].map((found) => found[2] ?? '');
}

/** The innermost room a file is in: `device-daemon/ledger`, or `domain`. */
function roomOf(path: string): string {
  const [top = '', sub = '', ...rest] = path.split('/');
  return DIVIDED.includes(top) && rest.length > 0 ? `${top}/${sub}` : top;
}

/** The first segment of a path. */
const topOf = (path: string): string => path.split('/')[0] ?? '';

/**
 * What is wrong with the imports of `sources`, a sentence each: against the direction, or past a room's door
 * (index.ts). Tests look behind doors: that is their work. A file that lies in an enclosing folder, such as
 * device-daemon/main.ts for device-daemon/cli/, needs no door.
 */
export function wrongImports(sources: readonly Source[]): string[] {
  const wrong: string[] = [];
  for (const { path, text } of sources)
    for (const specifier of importsOf(text)) {
      const target = posix.normalize(posix.join(posix.dirname(path), specifier));
      const [from, to] = [topOf(path), topOf(target)];
      if (from !== to && !(MAY_IMPORT[from] ?? []).includes(to)) {
        wrong.push(`${path} imports ${target}: ${from} must not import ${to}`);
        continue;
      }
      if (from === 'test' || roomOf(path) === roomOf(target)) continue;
      const encloses = path.startsWith(`${posix.dirname(target)}/`);
      if (encloses || isDoor(target, from)) continue;
      wrong.push(`${path} imports ${target}: ${roomOf(target)} is entered by its index.ts only`);
    }
  return wrong;
}

/**
 * A door is a room's index.ts. config/ is entered anywhere by kiosk-ui: its door reads files, which no browser
 * can, and what cannot run in a browser does not pass Vite. Its data files are no code and need no door.
 */
function isDoor(target: string, from: string): boolean {
  if (posix.basename(target) === 'index.ts') return true;
  return topOf(target) === 'config' && (from === 'kiosk-ui' || target.endsWith('.json'));
}
