import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../config/index.ts';

/**
 * Inputs kept for good: each was once taken badly, or is nasty by design. A folder for each target, a file of
 * hexadecimal for each input, made-up data only. They are run as they are; no case is made from them, so that a
 * case stays the same when the corpus grows.
 */
const folderOf = (target: string): string => join(packageFolder(), 'test', 'fixtures', 'corpus', target);

export interface CorpusEntry {
  readonly name: string;
  readonly input: Uint8Array;
}

/** The kept inputs of a target, by name. */
export function corpusOf(target: string): CorpusEntry[] {
  const folder = folderOf(target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.hex'))
    .sort()
    .map((name) => ({
      name,
      input: new Uint8Array(Buffer.from(readFileSync(join(folder, name), 'utf8').trim(), 'hex')),
    }));
}

/** Keeps an input that was taken badly; gives its file's path. The same input is kept once. */
export function keepInCorpus(target: string, input: Uint8Array): string {
  const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const folder = folderOf(target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `found-${digest}.hex`);
  writeFileSync(path, `${Buffer.from(input).toString('hex')}\n`);
  return path;
}
