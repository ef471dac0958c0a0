import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Person, portrait, writePicture } from '../fixtures/face/index.ts';
import { benchArguments } from './bench-arguments.ts';
import { type Bench, type BenchLine, median } from './bench-line.ts';
import { STAGES } from './face-chains/chain.ts';
import { CHAINS, ChainMeasured, type ChainName, type ChainTask } from './face-chains/measured.ts';
import { readDataset } from './face-dataset.ts';

/** Descriptions of each picture. */
const ROUNDS = 6;
/** People of the data set that are scored all against all; more would take the slowest chain half an hour. */
const MOST_PEOPLE = 150;
const LIMIT_MS = 45 * 60_000;
const PEER: Readonly<Record<Exclude<ChainName, 'own'>, string>> = {
  'face-api': '@vladmandic/face-api',
  human: '@vladmandic/human',
};

/**
 * One face from its JPEG file to its description, beside the own chains of two packages: the same pictures, one thread,
 * one process each, one after the other. With `--dataset DIR` also how many right pairs are accepted at a given rate of
 * wrong ones, the card's side degraded as a card is.
 */
export const faceVerify: Bench = {
  name: 'face-verify',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-faces-'));
    try {
      const pictures = await portraits(folder);
      const people = peopleOf();
      const measured: Partial<Record<ChainName, ChainMeasured>> = {};
      for (const chain of CHAINS)
        measured[chain] = await inProcess({ chain, pictures, rounds: ROUNDS, people });
      return linesOf(measured);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The fixtures' people as camera frames, 640 x 480 JPEG. */
async function portraits(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const names: readonly Person[] = ['annaOnCard', 'anna', 'berta', 'clara', 'dora'];
  for (const name of names) {
    const path = join(folder, `${name}.jpg`);
    await writePicture(path, await portrait(name));
    paths.push(path);
  }
  return paths;
}

/** The first pair of each person that the data set has one of, up to the limit; none without a data set. */
function peopleOf(): ChainTask['people'] {
  const { dataset, pairs } = benchArguments();
  if (dataset === undefined) return [];
  const data = readDataset(dataset, pairs);
  const people = new Map<string, ChainTask['people'][number]>();
  for (const { same, first, second } of data.pairs) {
    const [name, live, card] = [data.people[first], data.images[first], data.images[second]];
    if (!same || name === undefined || live === undefined || card === undefined || people.has(name)) continue;
    if (people.size < MOST_PEOPLE) people.set(name, { name, live, card });
  }
  return [...people.values()];
}

function inProcess(task: ChainTask): Promise<ChainMeasured> {
  const program = fileURLToPath(new URL('./face-chains/chain-process.js', import.meta.url));
  // What the packages print is theirs.
  const child = fork(program, [JSON.stringify(task)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('message', (message) => {
      resolve(ChainMeasured.parse(message));
      child.kill('SIGKILL');
    });
    child.once('exit', () => {
      clearTimeout(limit);
      reject(new Error(`the process of ${task.chain} said nothing`));
    });
  });
}

const wholeOf = (stages: Readonly<Record<string, number>>): number =>
  Object.values(stages).reduce((sum, ms) => sum + ms, 0);

function linesOf(measured: Partial<Record<ChainName, ChainMeasured>>): BenchLine[] {
  const lines: BenchLine[] = [];
  const own = measured.own;
  for (const chain of CHAINS) {
    const of = measured[chain];
    if (of === undefined || own === undefined) continue;
    const name = chain === 'own' ? 'face-verify' : `face-verify-${chain}`;
    const beside = (mine: number, theirs: number): Partial<BenchLine> =>
      chain === 'own' ? {} : { ratio: mine / theirs, peer: PEER[chain] };
    const whole = median(of.frames.map(wholeOf));
    lines.push({ name, value: whole, unit: 'ms', ...beside(median(own.frames.map(wholeOf)), whole) });
    if (of.best.length > 0)
      lines.push({ name: `${name}-best-frame`, value: median(of.best.map(wholeOf)), unit: 'ms' });
    for (const stage of STAGES) {
      const times = of.frames.flatMap((stages) => stages[stage] ?? []);
      if (times.length > 0) lines.push({ name: `${name}-${stage}`, value: median(times), unit: 'ms' });
    }
    lines.push({ name: `${name}-load`, value: of.loadMs, unit: 'ms', ...beside(own.loadMs, of.loadMs) });
    const first = of.firstFaceMs;
    lines.push({ name: `${name}-first-face`, value: first, unit: 'ms', ...beside(own.firstFaceMs, first) });
    lines.push({ name: `${name}-rss`, value: of.rssMb, unit: 'MB', ...beside(own.rssMb, of.rssMb) });
    lines.push({ name: `${name}-missed`, value: of.missed, unit: 'faces' });
    const { accuracy } = of;
    if (accuracy === null) continue;
    lines.push({ name: `${name}-card-missed`, value: accuracy.missed, unit: `of-${accuracy.genuine}` });
    lines.push({ name: `${name}-card-tar-1e-2`, value: accuracy.tar2, unit: '%' });
    lines.push({ name: `${name}-card-tar-1e-3`, value: accuracy.tar3, unit: '%' });
  }
  return lines;
}
