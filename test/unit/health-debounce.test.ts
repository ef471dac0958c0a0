import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  HealthDebounce,
  type HealthEvent,
  LASTS_MS,
  MOST_IN_AN_HOUR,
} from '../../device-daemon/health/health-debounce.ts';
import { LedgerEvent } from '../../domain/index.ts';

const HOUR_MS = 3_600_000;

test('a part that stays bad is told once, with its code, and told again when it is good', () => {
  const health = new HealthDebounce();
  health.seen('printer', 'E-PRINT-005', 0);
  assert.equal(health.due(LASTS_MS - 1), []);
  const bad: HealthEvent = { event: 'device-health', part: 'printer', code: 'E-PRINT-005', state: 'bad' };
  assert.equal(health.due(LASTS_MS), [bad]);
  health.seen('printer', 'E-PRINT-006', 2 * LASTS_MS);
  assert.equal(health.due(4 * LASTS_MS), []);
  health.seen('printer', null, 4 * LASTS_MS);
  assert.equal(health.due(5 * LASTS_MS), [{ ...bad, state: 'good' }]);
  assert.not(health.unsettled);
});

test('what is over within ten seconds, and what is good from the start, is not told', () => {
  const health = new HealthDebounce();
  health.seen('reader', null, 0);
  health.seen('paper', 'E-PRINT-001', 0);
  health.seen('paper', null, LASTS_MS - 1);
  assert.equal(health.due(10 * LASTS_MS), []);
});

test('paper that is changed while somebody is here counts only from the end of the visit', () => {
  const health = new HealthDebounce();
  health.seen('paper', 'E-PRINT-001', 0);
  for (let now = 1000; now <= 60_000; now += 1000) health.hold(now);
  assert.equal(health.due(60_000 + LASTS_MS - 1), []);
  assert.is(health.due(60_000 + LASTS_MS).length, 1);
});

test('however a part flaps, an hour tells of a bounded number of changes, the log takes each, and the last word is true', () => {
  const step = fc.record({ ms: fc.integer({ min: 0, max: 120_000 }), bad: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const health = new HealthDebounce();
      const told: { at: number; event: HealthEvent }[] = [];
      const tell = (at: number): void => {
        for (const event of health.due(at)) told.push({ at, event });
      };
      let now = 0;
      let bad = false;
      for (const one of steps) {
        health.seen('board', one.bad ? 'E-BOARD-002' : null, now);
        bad = one.bad;
        now += one.ms;
        tell(now);
      }
      // Seen again in another hour, it is told as it is.
      now += HOUR_MS;
      health.seen('board', bad ? 'E-BOARD-002' : null, now);
      tell(now + LASTS_MS);
      for (const { at } of told)
        assert.ok(
          told.filter((other) => other.at >= at && other.at < at + HOUR_MS).length <= MOST_IN_AN_HOUR,
        );
      told.forEach(({ event }, i) => {
        assert.is(event.state, i % 2 === 0 ? 'bad' : 'good');
        assert.equal(Object.keys(LedgerEvent.parse(event)).sort(), ['code', 'event', 'part', 'state']);
      });
      assert.is((told.at(-1)?.event.state ?? 'good') === 'bad', bad);
    }),
    { numRuns: 60 },
  );
});

test('the log takes no part but those that the device has: no room for a name', () => {
  for (const part of ['p001', 'reader ', ''])
    assert.not(
      LedgerEvent.safeParse({ event: 'device-health', part, code: 'E-CARD-012', state: 'bad' }).success,
    );
});

test.run();
