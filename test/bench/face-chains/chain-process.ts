/** A process of its own for one chain, so that memory and cold start are its own. Argument: a ChainTask as JSON. */
import { readFile } from 'node:fs/promises';
import { cardLike } from '../card-like.ts';
import { Scores } from '../face-rates.ts';
import { decode, type FaceChain, type Role, timed } from './chain.ts';
import { type ChainMeasured, type ChainName, ChainTask } from './measured.ts';

const OPEN: Readonly<Record<ChainName, () => Promise<FaceChain>>> = {
  own: async () => (await import('./own-chain.ts')).ownChain(),
  'face-api': async () => (await import('./face-api-chain.ts')).faceApiChain(),
  human: async () => (await import('./human-chain.ts')).humanChain(),
};

/** Everything from the file on, by step; undefined when no face was found. */
async function stagesOf(
  chain: FaceChain,
  path: string,
  role: Role,
): Promise<Record<string, number> | undefined> {
  const file = await readFile(path);
  const picture = await timed(() => decode(file));
  const described = await chain.describe(picture.value, role);
  return described === undefined ? undefined : { decode: picture.ms, ...described.stages };
}

/** All live pictures against all cards: of one person, and of two. */
async function accuracyOf(chain: FaceChain, people: ChainTask['people']): Promise<ChainMeasured['accuracy']> {
  if (people.length === 0) return null;
  const described: { name: string; live?: readonly number[]; card?: readonly number[] }[] = [];
  for (const { name, live, card } of people) {
    const face = await chain.describe(await decode(await readFile(live)), 'best');
    const photo = await decode(await cardLike(await decode(await readFile(card))));
    const onCard = await chain.describe(photo, 'card');
    described.push({
      name,
      ...(face === undefined ? {} : { live: face.embedding }),
      ...(onCard === undefined ? {} : { card: onCard.embedding }),
    });
  }
  const scores = new Scores();
  let missed = 0;
  for (const one of described)
    for (const other of described) {
      const both = one.live !== undefined && other.card !== undefined;
      if (one === other && !both) missed++;
      if (one !== other && one.name === other.name) continue;
      // Whoever is not found is refused.
      scores.add(one === other, both ? chain.similarity(one.live ?? [], other.card ?? []) : -1);
    }
  const at = (rate: number): number => 100 * scores.acceptedAt(scores.thresholdAt(rate));
  return { ...scores.counts, missed, tar2: at(1e-2), tar3: at(1e-3) };
}

const task = ChainTask.parse(JSON.parse(process.argv[2] ?? ''));
const since = performance.now();
const chain = await OPEN[task.chain]();
await chain.load();
const loadMs = performance.now() - since;
await stagesOf(chain, task.pictures[0] ?? '', 'frame');
const firstFaceMs = performance.now() - since;
let missed = 0;
const measure = async (role: Role): Promise<Record<string, number>[]> => {
  const times: Record<string, number>[] = [];
  for (let round = 0; round < task.rounds; round++)
    for (const path of task.pictures) {
      const stages = await stagesOf(chain, path, role);
      if (stages === undefined) missed++;
      else times.push(stages);
    }
  return times;
};
const frames = await measure('frame');
const rssMb = process.memoryUsage().rss / 1e6;
const best = task.chain === 'own' ? await measure('best') : [];
const accuracy = await accuracyOf(chain, task.people);
const measured: ChainMeasured = { loadMs, firstFaceMs, rssMb, frames, best, missed, accuracy };
process.send?.(measured);
