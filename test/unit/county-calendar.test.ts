import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  addDays,
  announcedDays,
  earliestCandidateDay,
  followingMonth,
  isDay,
  lastAnnouncedDay,
  lastWeekday,
  monthsSince,
  weekday,
} from '../../county-desk/steps/index.ts';

test('an announcement from 1 December hangs to 29 January, and 30 January is the first day of a candidate', () => {
  assert.is(lastAnnouncedDay('2021-12-01'), '2022-01-29');
  assert.is(earliestCandidateDay('2021-12-01'), '2022-01-30');
  assert.is(announcedDays('2021-12-01', '2022-01-30'), 60);
  assert.is(announcedDays('2021-12-01', '2022-01-29'), 59);
  assert.is(announcedDays('2021-12-01', '2021-11-30'), 0);
});

test('sixty days over the end of February know the leap year', () => {
  assert.is(earliestCandidateDay('2024-01-01'), '2024-03-01');
  assert.is(earliestCandidateDay('2023-01-01'), '2023-03-02');
  assert.is(addDays('2024-02-28', 1), '2024-02-29');
  assert.is(addDays('2100-02-28', 1), '2100-03-01');
});

test('an approval counts from the following month on, over the year too', () => {
  assert.is(followingMonth('2022-02-10'), '2022-03');
  assert.is(followingMonth('2022-01-31'), '2022-02');
  assert.is(followingMonth('2021-12-31'), '2022-01');
});

test('months after a day are those after its own, up to the present, the latest kept', () => {
  assert.equal(monthsSince('2021-10-31', '2022-01-15', 24), ['2021-11', '2021-12', '2022-01']);
  assert.equal(monthsSince('2022-01-01', '2022-01-31', 24), []);
  assert.equal(monthsSince('2015-01-01', '2022-01-31', 2), ['2021-12', '2022-01']);
});

test('the last Friday up to a day is that day itself when it is one', () => {
  assert.is(weekday('2021-12-03'), 5);
  assert.is(weekday('2021-12-05'), 7);
  assert.is(lastWeekday('2021-12-03', 5), '2021-12-03');
  assert.is(lastWeekday('2021-12-02', 5), '2021-11-26');
});

test('a day that no calendar has is none', () => {
  assert.ok(isDay('2024-02-29'));
  for (const text of ['2023-02-29', '2023-13-01', '2023-1-1', '20230101', '2023-01-01T00:00', ''])
    assert.not(isDay(text));
});

test.run();
