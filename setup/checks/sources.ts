import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One source file: its path from the package's folder, with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The rooms that hold source (design: one npm package, each top-level folder one room). */
export const ROOMS = [
  'domain',
  'config',
  'ledger',
  'line',
  'firmware-bridge',
  'device-daemon',
  'kiosk-ui',
  'county-desk',
  'setup',
  'test',
] as const;

/** Every TypeScript source of the given rooms. */
export function readSources(root: string, rooms: readonly string[] = ROOMS): Source[] {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
      .sort()
      .map((name) => ({ path: `${room}/${name}`, text: readFileSync(join(root, room, name), 'utf8') })),
  );
}

/** The text with comments blanked out, line numbers kept. Strings and templates are left as they are. */
export function withoutComments(text: string): string {
  // A string, a template or a regular expression before a comment mark must win over it, e.g. 'https://'.
  return text.replaceAll(
    /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*(?=[\s.,;)\]]))|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (whole, kept: string | undefined) => kept ?? whole.replaceAll(/[^\n]/g, ' '),
  );
}
