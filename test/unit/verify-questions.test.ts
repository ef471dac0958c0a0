import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Questions } from '../../county-desk/verify/questions.ts';
import type { LedgerEvent } from '../../domain/index.ts';
import { decodeEntry } from '../../domain/tlog/index.ts';
import { madeUpEntries } from '../support/kiosk-log.ts';
import { PERSON, visitOutcome } from '../support/ledger-fixture.ts';

/** Questions about events that were written at these seconds after 08:00 in China, clocks together. */
function questionsOf(
  events: readonly (readonly [seconds: number, event: LedgerEvent, wallShift?: number])[],
) {
  const questions = new Questions();
  madeUpEntries(events.length, (i) => events[i]?.[1] ?? { event: 'device-stopped' }).forEach((bytes, i) => {
    const entry = decodeEntry(bytes);
    const [seconds = 0, , shift = 0] = events[i] ?? [];
    if (entry === undefined) throw new Error('an entry');
    const wall = new Date(Date.UTC(2026, 5, 1) + (seconds + shift) * 1000).toISOString();
    questions.take({ ...entry, wall, mono: seconds * 1000 });
  });
  return questions.all();
}

const visit = visitOutcome(PERSON, 'CONFIRMED_STAFF');

test('a calm day raises no question', () => {
  const day = Array.from({ length: 50 }, (_, i) => [i * 300, visit] as const);
  assert.equal(questionsOf(day), []);
});

test('five confirmations within seconds of one another are asked about, four are not', () => {
  const series = (count: number) => Array.from({ length: count }, (_, i) => [i * 20, visit] as const);
  assert.equal(questionsOf(series(4)), []);
  assert.equal(questionsOf(series(5)), [{ kind: 'fast', from: 0, to: 4, count: 5, seconds: 25 }]);
});

test('confirmations at night are asked about by the night', () => {
  const night = 14 * 3600;
  assert.equal(
    questionsOf([
      [0, visit],
      [night, visit],
      [night + 600, visit],
    ]),
    [{ kind: 'night', from: 1, to: 2, day: '2026-06-01', count: 2 }],
  );
});

test('a wall clock that jumps within one start is asked about, either way', () => {
  const [back, forward] = [-600, 600].map((shift) =>
    questionsOf([
      [0, visit],
      [60, visit, shift],
    ]),
  );
  assert.equal(back, [{ kind: 'clock', from: 1, way: 'back', minutes: 10 }]);
  assert.equal(forward, [{ kind: 'clock', from: 1, way: 'forward', minutes: 10 }]);
});

test('an operator who judged most of twenty confirmations is asked about', () => {
  const judged = {
    event: 'staff-judged',
    visit: visit.event === 'visit-outcome' ? visit.visit : '',
    operator: '007',
    judgement: 'same',
    reason: 'old-photo',
  } as const;
  const by = (count: number) =>
    Array.from({ length: count }, (_, i) => [
      [i * 300, judged] as const,
      [i * 300 + 60, visit] as const,
    ]).flat();
  assert.equal(questionsOf(by(19)), []);
  assert.equal(questionsOf(by(20)), [{ kind: 'operator', operator: '007', count: 20, share: 100 }]);
});

test.run();
