/**
 * `npm run bench`: runs every benchmark one after another, prints a line each figure, and writes all of them to
 * test/bench/results.json. Arguments are names of benchmarks: only those run, and the rest of the file stays.
 * `face-verify --dataset DIR [--pairs FILE]` also compares accuracy with other packages.
 * `face --dataset DIR` measures the comparison of faces on photographs that are not part of the project.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import { benchArguments } from './bench-arguments.ts';
import { type Bench, type BenchLine, benchText } from './bench-line.ts';

const MODULES: Readonly<Record<string, () => Promise<Bench>>> = {
  'ui-bundle': async () => (await import('./ui-bundle.ts')).uiBundle,
  'cold-start': async () => (await import('./cold-start.ts')).coldStart,
  'county-web': async () => (await import('./county-web.ts')).countyWeb,
  rss: async () => (await import('./rss.ts')).rss,
  'ledger-append': async () => (await import('./ledger-append.ts')).ledgerAppend,
  pull: async () => (await import('./pull.ts')).pull,
  'card-to-identity': async () => (await import('./card-to-identity.ts')).cardToIdentity,
  'face-verify': async () => (await import('./face-verify.ts')).faceVerify,
  liveness: async () => (await import('./liveness.ts')).liveness,
  'face-guidance': async () => (await import('./face-guidance.ts')).faceGuidance,
  'parser-throughput': async () => (await import('./parser-throughput.ts')).parserThroughput,
  'event-loop-delay': async () => (await import('./event-loop-delay.ts')).eventLoopDelay,
  figures: async () => (await import('./figures.ts')).figures,
  'county-40000': async () => (await import('./county-40000.ts')).county40000,
  'visit-machine-time': async () => (await import('./visit-machine-time.ts')).visitMachineTime,
};

const Results = z.object({
  machine: z.string(),
  node: z.string(),
  lines: z.array(
    z.object({
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      ratio: z.number().optional(),
      peer: z.string().optional(),
    }),
  ),
});

// Photographs for this one lie outside of the project: it runs only when it is named, and writes no file.
if (process.argv[2] === 'face')
  process.exit(await (await import('./face-accuracy.ts')).faceAccuracy(process.argv.slice(3)));

const path = join(packageFolder(), 'test', 'bench', 'results.json');
const wanted = benchArguments().names;
const unknown = wanted.filter((name) => !(name in MODULES));
if (unknown.length > 0)
  throw new Error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(MODULES).join(', ')}`);

const fresh: BenchLine[] = [];
let failed = 0;
for (const name of wanted.length > 0 ? wanted : Object.keys(MODULES)) {
  try {
    const bench = await MODULES[name]?.();
    for (const line of (await bench?.run()) ?? []) {
      fresh.push(line);
      console.log(benchText(line));
    }
  } catch (error) {
    failed += 1;
    console.log(`bench ${name} could not measure: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const kept = existsSync(path) ? Results.parse(JSON.parse(readFileSync(path, 'utf8'))).lines : [];
const lines = [...kept.filter((old) => !fresh.some((line) => line.name === old.name)), ...fresh].sort(
  (a, b) => a.name.localeCompare(b.name, 'en'),
);
const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
writeFileSync(path, `${JSON.stringify({ machine, node: process.version, lines }, null, 2)}\n`);
process.exit(failed === 0 ? 0 : 1);
