import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  allocate,
  draw,
  type Frame,
  frameDigest,
  frameText,
  makeFrame,
  stratumKeys,
} from '../../county-desk/spot-check/index.ts';
import { CAMPAIGN, digestOf, facts, visit } from '../support/county-facts.ts';

const AS_OF = '2021-12-20T08:00:00.000Z';
const entries = (map: ReadonlyMap<string, number>) => [...map].sort();

test('largest remainders, worked out by hand', () => {
  const strata = [
    { name: 'a', people: 50, weight: 1 },
    { name: 'b', people: 30, weight: 1 },
    { name: 'c', people: 20, weight: 1 },
  ];
  // 7 of 100: 3.5, 2.1, 1.4 -> 3, 2, 1 and the one that is left goes to a.
  assert.equal(entries(allocate(strata, 7)), [
    ['a', 4],
    ['b', 2],
    ['c', 1],
  ]);
  assert.equal(entries(allocate(strata, 100)), [
    ['a', 50],
    ['b', 30],
    ['c', 20],
  ]);
  assert.equal(entries(allocate(strata, 1000)), [
    ['a', 50],
    ['b', 30],
    ['c', 20],
  ]);
});

test('a tie of remainders goes to the name that comes first', () => {
  const strata = ['b', 'a'].map((name) => ({ name, people: 10, weight: 1 }));
  assert.equal(entries(allocate(strata, 1)), [
    ['a', 1],
    ['b', 0],
  ]);
});

test('manual confirmations are drawn as often as the factor says, and no stratum gives more than it has', () => {
  const strata = [
    { name: 'face', people: 90, weight: 1 },
    { name: 'staff', people: 10, weight: 3 },
  ];
  // 12 of 90 + 30: 9 and 3; without the factor it would be 11 and 1.
  assert.equal(entries(allocate(strata, 12)), [
    ['face', 9],
    ['staff', 3],
  ]);
  // 60 of 90 + 30: 45 and 15, but staff has 10 only: they all go, and 50 of the others.
  assert.equal(entries(allocate(strata, 60)), [
    ['face', 50],
    ['staff', 10],
  ]);
});

test('as many are drawn as were asked for, as long as there are so many', () => {
  const strata = fc.array(
    fc.record({ people: fc.integer({ min: 0, max: 500 }), weight: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(strata, fc.integer({ min: 1, max: 3000 }), (given, size) => {
      const named = given.map((stratum, i) => ({ ...stratum, name: `s${String(i).padStart(2, '0')}` }));
      const given2 = allocate(named, size);
      const sum = [...given2.values()].reduce((total, drawn) => total + drawn, 0);
      assert.is(
        sum,
        Math.min(
          size,
          named.reduce((total, { people }) => total + people, 0),
        ),
      );
      for (const { name, people } of named) assert.ok((given2.get(name) ?? 0) <= people);
    }),
    { numRuns: 500 },
  );
});

async function madeUpFrame(): Promise<Frame> {
  const people = Array.from({ length: 60 }, (_, n) =>
    facts({
      person: digestOf(n),
      roster: {
        township: n % 2 === 0 ? '青山乡' : '白河镇',
        born: n % 3 === 0 ? '1935-01-01' : '1960-01-01',
      },
      visits:
        n % 10 === 9
          ? []
          : [visit({ means: n % 5 === 0 ? 'staff' : 'face', operator: n % 5 === 0 ? '07' : null })],
    }),
  );
  return makeFrame(people, CAMPAIGN, AS_OF, ['age', 'township'], 3);
}

test('the frame holds the confirmed only, in an order of its own, whatever the order they came in', async () => {
  const frame = await madeUpFrame();
  assert.is(frame.persons.length, 54);
  assert.equal(frame.by, ['means', 'age', 'township']);
  const text = frameText(frame);
  assert.match(
    text,
    /^youfu-draw-frame\/1\nyear 2021\nas-of 2021-12-20T08:00:00\.000Z\nby means,age,township\nfactor 3\n/,
  );
  assert.is(text.split('\n').length, 5 + 54 + 1);
  assert.match(text, /\tmeans=staff\/age=80\+\/township=青山乡\n/);
});

test('the same frame, seed and size draw the same people; another seed draws others', async () => {
  const frame = await madeUpFrame();
  const again = await madeUpFrame();
  assert.is(frameDigest(frame), frameDigest(again));
  const people = (seed: string) => draw(frame, seed, 12).flatMap(({ drawn }) => drawn);
  assert.equal(
    people('3 5 1 6'),
    draw(again, '3 5 1 6', 12).flatMap(({ drawn }) => drawn),
  );
  assert.is(new Set(people('3 5 1 6')).size, 12);
  assert.not.equal(people('3 5 1 6'), people('3 5 1 5'));
});

test('means always divide the frame', () => {
  assert.equal(stratumKeys(['township']), ['means', 'township']);
  assert.equal(stratumKeys(['age', 'operator', 'means']), ['means', 'operator', 'age']);
});

test.run();
