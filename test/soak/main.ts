/**
 * `npm run soak -- [--visits 10000] [--seed TEXT] [--reader PROFILE]`: visit after visit on one bridge with simulated
 * devices. Ends with 1 when a visit went wrong or when memory, handles or threads grew.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Random } from '../fuzz/random.ts';
import { type Bound, judge, type Point } from './flatness.ts';
import { ownHeapMegabytes, sampleProcess } from './process-sample.ts';
import { type SoakRig, startRig } from './rig.ts';
import { SoakVisits } from './visits.ts';

const TELL_EVERY = 500;
const SAMPLES = 80;

/**
 * What may grow over the second half of a run, however long: half a megabyte of heap is 100 bytes a visit in a run of
 * 10,000. Resident memory breathes by some megabytes with the allocator.
 */
const BOUNDS: readonly Bound[] = [
  { name: 'daemon heap', unit: 'MB', mayGrow: 0.5 },
  { name: 'daemon resident', unit: 'MB', mayGrow: 8 },
  { name: 'bridge resident', unit: 'MB', mayGrow: 8 },
  { name: 'daemon handles', unit: 'handles', mayGrow: 1 },
  { name: 'bridge handles', unit: 'handles', mayGrow: 1 },
  { name: 'daemon threads', unit: 'threads', mayGrow: 1 },
  { name: 'bridge threads', unit: 'threads', mayGrow: 1 },
];

const { values } = parseArgs({
  options: { visits: { type: 'string' }, seed: { type: 'string' }, reader: { type: 'string' } },
});
const visits = z.coerce
  .number()
  .int()
  .min(40)
  .max(1_000_000)
  .parse(values.visits ?? '10000');
const seed = values.seed ?? randomUUID().slice(0, 8);
const profile = values.reader ?? 'pcsc-paged';

/** The figures now, by the names of their bounds. */
function look(bridgePid: number): ReadonlyMap<string, number> {
  const figures = new Map([['daemon heap', ownHeapMegabytes()]]);
  for (const [name, pid] of [
    ['daemon', process.pid],
    ['bridge', bridgePid],
  ] as const) {
    const { residentMegabytes, handles, threads } = sampleProcess(pid);
    figures.set(`${name} resident`, residentMegabytes);
    figures.set(`${name} handles`, handles);
    figures.set(`${name} threads`, threads);
  }
  return figures;
}

/** Makes the visits; gives what was seen of the processes meanwhile. */
async function soak(rig: SoakRig): Promise<Map<Bound, Point[]>> {
  const seen = new Map<Bound, Point[]>(BOUNDS.map((bound) => [bound, []]));
  const driver = new SoakVisits(rig, new Random(seed));
  const bridge = rig.link.pid;
  const since = performance.now();
  for (let visit = 0; visit < visits; visit++) {
    await driver.visit(visit);
    if (rig.link.pid !== bridge) throw new Error(`the bridge ended at visit ${visit}`);
    const tell = (visit + 1) % TELL_EVERY === 0 || visit + 1 === visits;
    if (!tell && visit % Math.ceil(visits / SAMPLES) !== 0) continue;
    const now = look(rig.link.pid ?? 0);
    for (const [{ name }, points] of seen) points.push({ visit, value: now.get(name) ?? Number.NaN });
    if (!tell) continue;
    const figures = [...now].map(([name, value]) => `${name} ${Number(value.toFixed(1))}`).join(', ');
    const rate = ((visit + 1) / (performance.now() - since)) * 1000;
    console.log(`soak: ${visit + 1} visits, ${rate.toFixed(1)} a second; ${figures}`);
  }
  const { read, printed, faults, overcome, longestWipeMs } = driver.counts;
  const slips = await rig.slips();
  console.log(
    `soak: ${read} read, ${printed} printed of ${slips} cut; ${faults} faults, ${overcome} overcome; longest wipe ${longestWipeMs.toFixed(0)} ms`,
  );
  if (printed > slips) throw new Error('a slip was called printed that was never cut');
  return seen;
}

console.log(`soak: ${visits} visits, seed ${seed}, reader ${profile}`);
const rig = await startRig(profile, (line) => console.log(`soak: ${line}`));
let flat = true;
try {
  for (const [bound, points] of await soak(rig)) {
    const { name, grew, mayGrow, unit, flat: isFlat } = judge(bound, points);
    flat &&= isFlat;
    console.log(
      `soak: ${name} grew by ${grew.toFixed(2)} ${unit} over the second half, ${mayGrow} may be: ${isFlat ? 'flat' : 'NOT FLAT'}`,
    );
  }
} catch (error) {
  flat = false;
  console.log(`soak: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await rig.stop();
}
process.exit(flat ? 0 : 1);
