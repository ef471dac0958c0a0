import { parseArgs } from 'node:util';
import { modelsFolder } from '../../config/index.ts';
import { readPictureFile } from '../../device-daemon/cli/picture-file.ts';
import {
  EMBEDDING_LENGTH,
  FaceReader,
  lengthOf,
  MESH_NUMBERS,
  readImage,
  SecretMemory,
  type View,
} from '../../device-daemon/face/index.ts';
import type { Picture } from '../../domain/index.ts';
import { type BenchLine, benchText } from './bench-line.ts';
import { cardLike } from './card-like.ts';
import { asCoarseAsACard } from './coarse-picture.ts';
import { type Dataset, readDataset, readSubset } from './face-dataset.ts';
import { foldAccuracy, Scores } from './face-rates.ts';
import { VARIANTS, type Variant } from './face-variants.ts';

const RATES = ['1e-2', '1e-3', '1e-4'] as const;
/** Score of a pair of which one picture shows no face: refused, whatever the threshold. */
const NO_FACE = -1;

const USAGE =
  'npm run bench -- face --dataset DIR [--pairs FILE] [--subset FILE] [--variant NAME]: ' +
  'DIR holds NAME/NAME_0001.jpg as LFW does. This project ships no photographs, so nothing is measured without it.';

/** Embeddings of a list of pictures, one after the other, and which of them have a face. */
interface Embedded {
  readonly values: Float32Array;
  readonly found: readonly boolean[];
}

/**
 * Measures verification on photographs that are not part of the project: accuracy over the folds of the list of
 * pairs, equal error rate, and the share of right pairs accepted at three rates of false matches with the scores for
 * it, from the pairs and from all against all (every picture live, every second picture of a pair as the card's),
 * the second picture as it is and as a card would hold it. Gives the exit status.
 */
export async function faceAccuracy(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dataset: { type: 'string' },
      pairs: { type: 'string' },
      subset: { type: 'string' },
      variant: { type: 'string', default: 'kiosk' },
    },
  });
  const variant = VARIANTS.get(values.variant);
  if (values.dataset === undefined || variant === undefined) {
    console.error(`${USAGE}\nVariants: ${[...VARIANTS.keys()].join(', ')}.`);
    return 2;
  }
  const dataset = readDataset(values.dataset, values.pairs);
  const subset = values.subset === undefined ? undefined : readSubset(values.subset);
  const tell = (line: BenchLine): void => console.log(benchText({ ...line, name: `face-${line.name}` }));
  for (const [condition, embedded] of await embedAll(dataset, variant, tell))
    measure(dataset, subset, condition, embedded, tell);
  return 0;
}

/** Live embeddings of all pictures, and those of the second pictures under each condition. */
interface Sides {
  readonly live: Embedded;
  readonly second: Embedded;
}

async function embedAll(
  { images, pairs }: Dataset,
  variant: Variant,
  tell: (line: BenchLine) => void,
): Promise<Map<'original' | 'card', Sides>> {
  const memory = new SecretMemory();
  const reader = await FaceReader.load(modelsFolder(), memory);
  const points = memory.floats(MESH_NUMBERS);
  const seconds = new Set(pairs.map((pair) => pair.second));
  const side = (): { values: Float32Array; found: boolean[] } => ({
    values: new Float32Array(images.length * EMBEDDING_LENGTH),
    found: images.map(() => false),
  });
  const [live, original, card] = [side(), side(), side()];
  const look = async (
    into: typeof live,
    at: number,
    views: readonly View[],
    picture: Picture,
  ): Promise<void> => {
    const embedding = into.values.subarray(at * EMBEDDING_LENGTH, (at + 1) * EMBEDDING_LENGTH);
    into.found[at] = await reader.embedStill(picture, points, views, embedding);
    if (variant.cosine === true) toLengthOne(embedding);
  };
  for (const [at, path] of images.entries()) {
    const picture = await readPictureFile(path);
    if (picture === undefined) throw new Error(`${path} can't be read`);
    await look(live, at, variant.live, picture);
    if (variant.degraded !== undefined && live.found[at] === true)
      await addDegraded(reader, picture, points, variant, live.values, at);
    if (!seconds.has(at)) continue;
    await look(original, at, variant.card, picture);
    const asOnCard = await readImage(await cardLike(picture));
    if (!asOnCard.ok) throw new Error(`${path} can't be made like a card's photo`);
    await look(card, at, variant.card, asOnCard.value);
  }
  const missed = (of: readonly boolean[], among: (at: number) => boolean): number =>
    of.filter((found, at) => among(at) && !found).length;
  tell({ name: 'images', value: images.length, unit: 'images' });
  tell({ name: 'missed-original', value: missed(live.found, () => true), unit: 'images' });
  tell({ name: 'missed-card', value: missed(card.found, (at) => seconds.has(at)), unit: 'images' });
  return new Map([
    ['original', { live, second: original }],
    ['card', { live, second: card }],
  ]);
}

function measure(
  dataset: Dataset,
  subset: ReadonlySet<string> | undefined,
  condition: string,
  { live, second }: Sides,
  tell: (line: BenchLine) => void,
): void {
  const { people, pairs } = dataset;
  const score = (first: number, other: number): number =>
    live.found[first] === true && second.found[other] === true
      ? product(live.values, first, second.values, other)
      : NO_FACE;
  const listed = pairs.map((pair) => ({ ...pair, score: score(pair.first, pair.second) }));
  const accuracy = foldAccuracy(listed);
  tell({ name: `${condition}-pairs-accuracy`, value: 100 * accuracy.mean, unit: '%' });
  tell({ name: `${condition}-pairs-accuracy-error`, value: 100 * accuracy.error, unit: '%' });
  const fromPairs = new Scores();
  for (const pair of listed) fromPairs.add(pair.same, pair.score);
  tellRates(`${condition}-pairs`, fromPairs, tell);

  const seconds = [...new Set(pairs.map((pair) => pair.second))];
  const [all, named] = [new Scores(), new Scores()];
  for (const [first, person] of people.entries())
    for (const other of seconds) {
      if (first === other) continue;
      const same = person === people[other];
      const value = score(first, other);
      all.add(same, value);
      if (subset?.has(person) === true && subset.has(people[other] ?? '')) named.add(same, value);
    }
  tellRates(`${condition}-all`, all, tell);
  if (subset !== undefined) tellRates(`${condition}-subset`, named, tell);
}

function tellRates(name: string, scores: Scores, tell: (line: BenchLine) => void): void {
  const { genuine, impostors } = scores.counts;
  tell({ name: `${name}-genuine`, value: genuine, unit: 'scores' });
  tell({ name: `${name}-impostor`, value: impostors, unit: 'scores' });
  if (genuine === 0 || impostors === 0) return;
  tell({ name: `${name}-eer`, value: 100 * scores.equalErrorRate(), unit: '%' });
  for (const rate of RATES) {
    // A score that fewer than three wrong pairs reach says nothing.
    if (Number(rate) * impostors < 3) continue;
    const threshold = scores.thresholdAt(Number(rate));
    tell({ name: `${name}-tar-${rate}`, value: 100 * scores.acceptedAt(threshold), unit: '%' });
    tell({ name: `${name}-threshold-${rate}`, value: threshold, unit: 'score' });
  }
}

/** Puts the embedding of the degraded picture in the place of the sharp one's, or their mean. */
async function addDegraded(
  reader: FaceReader,
  picture: Picture,
  points: Float32Array,
  { live, degraded, cosine }: Variant,
  values: Float32Array,
  at: number,
): Promise<void> {
  const embedding = values.subarray(at * EMBEDDING_LENGTH, (at + 1) * EMBEDDING_LENGTH);
  const sharp = embedding.slice();
  const worse = degraded?.to === 'card' ? await likeACard(picture) : asCoarseAsACard(picture, points);
  if (!(await reader.embedStill(worse, points, live, embedding))) {
    embedding.set(sharp);
    return;
  }
  const length = (lengthOf(sharp) + lengthOf(embedding)) / 2;
  toLengthOne(embedding);
  if (degraded?.stands === 'beside') {
    const before = lengthOf(sharp);
    for (const [i, value] of sharp.entries()) embedding[i] = (embedding[i] ?? 0) + value / before;
  }
  toLengthOne(embedding);
  if (cosine !== true) for (let i = 0; i < embedding.length; i++) embedding[i] = (embedding[i] ?? 0) * length;
}

async function likeACard(picture: Picture): Promise<Picture> {
  const read = await readImage(await cardLike(picture));
  if (!read.ok) throw new Error("a picture can't be made like a card's photo");
  return read.value;
}

function toLengthOne(embedding: Float32Array): void {
  const length = lengthOf(embedding);
  if (length > 0) for (let i = 0; i < embedding.length; i++) embedding[i] = (embedding[i] ?? 0) / length;
}

/** What `likeness` gives for two of the embeddings: the product of directions and lengths, at most 1. */
function product(ones: Float32Array, one: number, others: Float32Array, other: number): number {
  let sum = 0;
  const [from, to] = [one * EMBEDDING_LENGTH, other * EMBEDDING_LENGTH];
  for (let i = 0; i < EMBEDDING_LENGTH; i++) sum += (ones[from + i] ?? 0) * (others[to + i] ?? 0);
  return Math.min(1, sum);
}
