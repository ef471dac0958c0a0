import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A pair of the list, by indices of images. */
export interface Pair {
  readonly fold: number;
  readonly same: boolean;
  /** The live picture. */
  readonly first: number;
  /** The picture that stands for the card's. */
  readonly second: number;
}

/** Photographs in LFW's layout with a list of pairs. */
export interface Dataset {
  /** Paths of all images that a pair names. */
  readonly images: readonly string[];
  /** Person of each image. */
  readonly people: readonly string[];
  readonly pairs: readonly Pair[];
}

/**
 * Reads the pairs of `folder` (NAME/NAME_0001.jpg, or `lfw/NAME/…`): `pairs.csv` or `pairs.txt` in it, or the file
 * given. Two formats: `fold,same,imageA,imageB` a line, or LFW's own (a head line `folds n`, then `NAME i j` and
 * `NAME i NAME j`). Throws on a line that is neither and on a file that is not there.
 */
export function readDataset(folder: string, pairsFile?: string): Dataset {
  const root = existsSync(join(folder, 'lfw')) ? join(folder, 'lfw') : folder;
  const file =
    pairsFile ??
    ['pairs.csv', 'pairs.txt'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${folder} has no pairs.csv or pairs.txt; name one with --pairs`);
  const [images, people, pairs]: [string[], string[], Pair[]] = [[], [], []];
  const indices = new Map<string, number>();
  const indexOf = (image: string): number => {
    const known = indices.get(image);
    if (known !== undefined) return known;
    indices.set(image, images.length);
    images.push(join(root, image));
    people.push(image.slice(0, image.indexOf('/')));
    return images.length - 1;
  };
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const read = lines[0]?.includes(',') === true ? commaPairs(lines) : classicPairs(lines);
  for (const { fold, same, a, b } of read) pairs.push({ fold, same, first: indexOf(a), second: indexOf(b) });
  return { images, people, pairs };
}

/** The people whose names stand in a file, one a line. */
export function readSubset(file: string): ReadonlySet<string> {
  return new Set(
    readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

interface NamedPair {
  readonly fold: number;
  readonly same: boolean;
  readonly a: string;
  readonly b: string;
}

function* commaPairs(lines: readonly string[]): Generator<NamedPair> {
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const found = /^(\d+),([01]),([^,/]+\/[^,]+),([^,/]+\/[^,]+)$/.exec(line.trim());
    const [, fold, same, a, b] = found ?? [];
    if (fold === undefined || a === undefined || b === undefined)
      throw new Error(`line ${index + 1} of the pairs is not fold,same,imageA,imageB`);
    yield { fold: Number(fold), same: same === '1', a, b };
  }
}

function* classicPairs(lines: readonly string[]): Generator<NamedPair> {
  const [folds, each] = (lines[0] ?? '').trim().split(/\s+/).map(Number);
  if (folds === undefined || !(folds >= 1))
    throw new Error('the pairs file does not begin as pairs.txt of LFW does');
  const perFold = each === undefined ? Number.POSITIVE_INFINITY : 2 * each;
  let number = 0;
  for (const [index, line] of lines.slice(1).entries()) {
    const [name, i, other, j] = line.trim().split(/\s+/);
    if (name === undefined || name === '') continue;
    if (i === undefined || other === undefined) throw new Error(`line ${index + 2} of the pairs is no pair`);
    const fold = 1 + Math.floor(number++ / perFold);
    const same = j === undefined;
    yield { fold, same, a: imageOf(name, i), b: same ? imageOf(name, other) : imageOf(other, j) };
  }
}

function imageOf(name: string, number: string): string {
  return `${name}/${name}_${number.padStart(4, '0')}.jpg`;
}
