import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { casesOf } from './matrix/outcome-table.ts';
import { PrintBench } from './matrix/print-bench.ts';
import { PRINT_OUTCOMES } from './matrix/print-outcomes.ts';
import { ReadBench } from './matrix/read-bench.ts';
import { READ_OUTCOMES } from './matrix/read-outcomes.ts';

/** Cases that came to something else than the table says, a line each. */
async function readDeviations(profile: string, table: string): Promise<string[]> {
  const bench = await ReadBench.start(profile);
  const deviations: string[] = [];
  try {
    for (const one of casesOf(table)) {
      const name = `${profile}: ${one.fault} at ${one.step}`;
      let { outcome, afterwards } = await bench.tryCase(one);
      // A look for the card may have met the fault before the read did.
      if (outcome !== one.expected) ({ outcome, afterwards } = await bench.tryCase(one));
      if (outcome !== one.expected) deviations.push(`${name}: ${outcome} instead of ${one.expected}`);
      if (afterwards !== 'read') deviations.push(`${name}: the next clean read is ${afterwards}`);
    }
  } finally {
    await bench.stop();
  }
  return deviations;
}

async function printDeviations(place: string, table: string): Promise<string[]> {
  const bench = await PrintBench.start(place);
  const deviations: string[] = [];
  try {
    for (const one of casesOf(table)) {
      const name = `${place}: ${one.fault} at ${one.step}`;
      const { outcome, cut, afterwards, cutAfterwards } = await bench.tryCase(one);
      if (outcome !== one.expected && !outcome.startsWith(`${one.expected}/`))
        deviations.push(`${name}: ${outcome} instead of ${one.expected}`);
      if (outcome === 'printed' && cut !== 1) deviations.push(`${name}: printed, and ${cut} slips were cut`);
      if (outcome.startsWith('failed') && cut !== 0)
        deviations.push(`${name}: ${outcome}, and ${cut} were cut`);
      if (cut > 1) deviations.push(`${name}: ${cut} slips were cut`);
      if (afterwards !== 'printed' || cutAfterwards !== 1)
        deviations.push(`${name}: the next clean print is ${afterwards}, ${cutAfterwards} slips`);
    }
  } finally {
    await bench.stop();
  }
  return deviations;
}

let reads: string[];
let prints: string[];

/** Devices are independent: all tables at once, since most of the time is spent on waiting. */
test.before(async () => {
  const [read, printed] = await Promise.all([
    Promise.all(Object.entries(READ_OUTCOMES).map(([profile, table]) => readDeviations(profile, table))),
    Promise.all(Object.entries(PRINT_OUTCOMES).map(([place, table]) => printDeviations(place, table))),
  ]);
  reads = read.flat();
  prints = printed.flat();
});

test('a read with one answer gone wrong comes to what the table says, and the next one works', () => {
  assert.equal(reads, []);
});

test('a print with one answer gone wrong comes to what the table says; "printed" means one cut', () => {
  assert.equal(prints, []);
});

test.run();
