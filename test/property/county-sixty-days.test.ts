import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  addDays,
  announcedDays,
  daysBetween,
  earliestCandidateDay,
  followingMonth,
  isDay,
  lastAnnouncedDay,
  suspensionQuestion,
} from '../../county-desk/steps/index.ts';
import { announced, attempt, CAMPAIGN, facts } from '../support/county-facts.ts';

const day = fc
  .date({ min: new Date('2021-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** The days of an announcement counted one after another on a calendar, as an officer would with a finger. */
function countedByHand(from: string): string {
  const date = new Date(`${from}T12:00:00Z`);
  for (let counted = 1; counted < 60; counted += 1) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

test('the sixtieth day counted by hand is the last announced one, and the next the first of a candidate', () => {
  fc.assert(
    fc.property(day, (from) => {
      assert.is(lastAnnouncedDay(from), countedByHand(from));
      assert.is(earliestCandidateDay(from), addDays(countedByHand(from), 1));
      assert.is(announcedDays(from, earliestCandidateDay(from)), 60);
    }),
    { numRuns: 500 },
  );
});

test('days added and counted back agree, and every day is one of the calendar', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => {
      const to = addDays(from, days);
      assert.ok(isDay(to));
      assert.is(daysBetween(from, to), days);
    }),
  );
});

test('the following month is the one that holds the first day after the month has ended', () => {
  fc.assert(
    fc.property(day, (from) => {
      const date = new Date(`${from.slice(0, 7)}-01T12:00:00Z`);
      date.setUTCMonth(date.getUTCMonth() + 1);
      assert.is(followingMonth(from), date.toISOString().slice(0, 7));
    }),
  );
});

test('nobody is a candidate on any day before the sixty days are over, whatever was tried', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 0, max: 120 }),
      fc.array(fc.integer({ min: 0, max: 90 })),
      (from, later, tries) => {
        const today = addDays(from, later);
        const acts = [announced(from), ...tries.map((after) => attempt(addDays(from, after)))];
        const { candidate } = suspensionQuestion(facts({ acts }), CAMPAIGN, today);
        assert.is(candidate !== null, later >= 60 && tries.length > 0);
      },
    ),
    { numRuns: 300 },
  );
});

test.run();
