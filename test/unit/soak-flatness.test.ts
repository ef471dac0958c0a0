import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { growthOf, judge, type Point } from '../soak/flatness.ts';

const points = (value: (visit: number) => number): Point[] =>
  Array.from({ length: 40 }, (_, i) => ({ visit: i * 50, value: value(i * 50) }));
const bound = { name: 'heap', unit: 'MB', mayGrow: 0.5 };

test('a line rises from its first to its last point', () => {
  assert.ok(Math.abs(growthOf(points((visit) => 3 + visit / 1000)) - 1.95) < 1e-9);
  assert.is(growthOf([]), 0);
  assert.is(growthOf([{ visit: 1, value: 7 }]), 0);
});

test('warming up is forgiven, a leak is not, and a leak within noise is not either', () => {
  assert.ok(
    judge(
      bound,
      points((visit) => Math.min(visit, 900) / 10),
    ).flat,
  );
  assert.not.ok(
    judge(
      bound,
      points((visit) => visit / 1000),
    ).flat,
  );
  assert.not.ok(
    judge(
      bound,
      points((visit) => visit / 1000 + (visit % 100 === 0 ? 0.3 : -0.3)),
    ).flat,
  );
  assert.ok(
    judge(
      bound,
      points((visit) => (visit % 100 === 0 ? 0.3 : -0.3)),
    ).flat,
  );
});

test.run();
