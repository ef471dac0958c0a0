import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readMarks, writeMarks } from './marks.ts';
import { neededSpeech } from './needed.ts';
import { speak } from './speak.ts';

export interface MadeSpeech {
  readonly sentences: number;
  /** How many files were made now; the others were there already. */
  readonly made: number;
}

/**
 * Makes `<folder>/<group>.<key>.ogg` for everything that is said in `catalogue` (parsed JSON of a texts file).
 * A file is made again only when its sentence or the voice changed; files that nothing asks for are removed.
 */
export function makeSpeech(catalogue: unknown, folder: string): MadeSpeech {
  mkdirSync(folder, { recursive: true });
  const before = readMarks(folder);
  const needed = neededSpeech(catalogue);
  const after: Record<string, string> = {};
  let made = 0;
  for (const { key, pinyin, mark } of needed) {
    const file = join(folder, `${key}.ogg`);
    if (before[key] !== mark || !existsSync(file)) {
      speak(pinyin, file);
      made += 1;
    }
    after[key] = mark;
  }
  const wanted = new Set(needed.map(({ key }) => `${key}.ogg`));
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.ogg') && !wanted.has(file)) rmSync(join(folder, file));
  }
  writeMarks(folder, after);
  return { sentences: needed.length, made };
}
