import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { actsForYear } from '../../county-desk/persons/index.ts';
import {
  byUrgency,
  callBackOf,
  confirmations,
  DrawCount,
  deathQuestions,
  decidePending,
  decideResumption,
  diedOn,
  duplicateOf,
  hardshipTask,
  monthsToAskAbout,
  openHits,
  pendingVisit,
  recheck,
  recordAttempt,
  recordHardship,
  resumeTask,
  settleHit,
  uncheckedRow,
} from '../../county-desk/steps/index.ts';
import { act, attempt, CAMPAIGN, digestOf, facts, visit, YEAR } from '../support/county-facts.ts';
import { codeOf, must } from '../support/county-fixture.ts';

const TASK = '6f2f0d7e-4f0a-4c3e-9d57-0a52d7d6a001';
const approved = act('suspension-approved', { approver: 'li', fromMonth: '2022-03', sheet: 'b'.repeat(64) });
const death = act('comparison-hit', {
  kind: 'death',
  source: '县民政局',
  sourceDate: '2021-11-01',
  task: TASK,
});

test('a suspended person who confirms raises a task at once, until the county has decided (X30)', () => {
  const confirmed = visit({ at: '2022-04-01T01:00:00.000Z' });
  assert.is(resumeTask(facts({ acts: [approved] }), CAMPAIGN), undefined);
  assert.is(resumeTask(facts({ acts: [approved], visits: [confirmed] }), CAMPAIGN)?.suspendedFrom, '2022-03');
  assert.is(
    resumeTask(facts({ roster: { status: 'suspended' }, visits: [confirmed] }), CAMPAIGN)?.suspendedFrom,
    null,
  );
  assert.is(resumeTask(facts({ visits: [confirmed] }), CAMPAIGN), undefined);
  const given = { decision: 'resume', legalGround: '省级规范第12条', approver: 'li' } as const;
  const open = facts({ acts: [approved], visits: [confirmed] });
  const decided = must(decideResumption(open, CAMPAIGN, given));
  assert.is(resumeTask(facts({ acts: [approved, decided], visits: [confirmed] }), CAMPAIGN), undefined);
  assert.is(codeOf(decideResumption(facts({}), CAMPAIGN, given)), 'E-COUNTY-096');
  assert.is(codeOf(decideResumption(open, CAMPAIGN, { ...given, approver: ' ' })), 'E-COUNTY-093');
  assert.is(codeOf(decideResumption(open, CAMPAIGN, { ...given, legalGround: '' })), 'E-COUNTY-097');
});

test('last year lasts where it must: a suspension does, an attempt, a confirmation and a refusal do not', () => {
  const old = { ...approved, year: 2020 };
  const refusal = {
    ...act('resumption-decided', { decision: 'not-resume', legalGround: 'x', approver: 'li' }),
    year: 2020,
  };
  const elsewhere = act('confirmed-elsewhere', {
    method: 'online',
    means: 'face',
    on: '2020-11-01',
    source: 'app',
  });
  const acts = [old, refusal, { ...attempt('2020-12-01'), year: 2020 }, { ...elsewhere, year: 2020 }];
  assert.equal(actsForYear(acts, YEAR), [old]);
  assert.equal(actsForYear([{ ...approved, year: 2022 }], YEAR), []);
});

test('the earliest confirmation counts and the others are shown, of kiosks and of elsewhere (X7)', () => {
  const first = visit({ kiosk: 'kiosk-990000-02', at: '2021-11-03T23:00:00.000Z' });
  const second = visit({ at: '2021-11-05T02:00:00.000Z' });
  const app = act('confirmed-elsewhere', {
    method: 'online',
    means: 'face',
    on: '2021-11-04',
    source: 'app',
  });
  const found = duplicateOf(facts({ visits: [second, first], acts: [app] }), CAMPAIGN);
  assert.is(found?.counts.where, 'kiosk-990000-02');
  // 23:00 UTC is the next day in China, when the app's confirmation was made too: the one with an instant goes first.
  assert.is(found?.counts.on, '2021-11-04');
  assert.equal(
    found?.others.map(({ where }) => where),
    ['app', 'kiosk-990000-01'],
  );
  assert.ok(found?.twoPlaces);
  assert.is(duplicateOf(facts({ visits: [first] }), CAMPAIGN), undefined);
  assert.not(
    duplicateOf(facts({ visits: [second, visit({ at: '2021-11-06T02:00:00.000Z' })] }), CAMPAIGN)?.twoPlaces,
  );
});

test('only the two confirmed outcomes count, and a pending one when the county says so', () => {
  const outcomes = ['PENDING_COUNTY', 'REFERRED', 'DECLINED_ALL', 'ABANDONED'] as const;
  for (const outcome of outcomes)
    assert.is(confirmations(facts({ visits: [visit({ outcome })] }), CAMPAIGN).length, 0);
  assert.is(confirmations(facts({ visits: [visit({ outcome: 'CONFIRMED_STAFF' })] }), CAMPAIGN).length, 1);
  const wish = visit({ event: 'callback-wanted', outcome: null });
  assert.is(confirmations(facts({ visits: [wish] }), CAMPAIGN).length, 0);
});

test('alive-claims go before all others, then whoever has waited longest', () => {
  const one = (n: number, at: string, status: 'active' | 'deceased') =>
    pendingVisit(
      facts({ person: digestOf(n), roster: { status }, visits: [visit({ outcome: 'PENDING_COUNTY', at })] }),
      CAMPAIGN,
    ) ?? [];
  const queue = [
    one(1, '2021-11-01T00:00:00.000Z', 'active'),
    one(2, '2021-11-09T00:00:00.000Z', 'deceased'),
    one(3, '2021-10-20T00:00:00.000Z', 'active'),
  ]
    .flat()
    .sort(byUrgency);
  assert.equal(
    queue.map(({ person }) => person),
    [digestOf(2), digestOf(3), digestOf(1)],
  );
  assert.equal(
    queue.map(({ aliveClaim }) => aliveClaim),
    [true, false, false],
  );
});

test('a decision needs a visit that waits for it, and takes it off the queue', () => {
  const pending = visit({ outcome: 'PENDING_COUNTY' });
  const given = facts({ visits: [pending] });
  const decided = must(decidePending(given, CAMPAIGN, pending.visit, 'not-confirmed', ''));
  assert.is(pendingVisit(facts({ visits: [pending], acts: [decided] }), CAMPAIGN), undefined);
  assert.is(codeOf(decidePending(given, CAMPAIGN, TASK, 'confirmed', '')), 'E-COUNTY-096');
});

test('a death list raises a question; settling it as right needs the date of death (A24)', () => {
  const given = facts({ acts: [death] });
  assert.is(deathQuestions(given)[0]?.raisedBy, 'list');
  const finding = { task: TASK, outcome: 'right', words: '', diedOn: null } as const;
  assert.is(codeOf(settleHit(given, YEAR, finding, '2021-12-01')), 'E-COUNTY-092');
  assert.is(
    codeOf(settleHit(given, YEAR, { ...finding, diedOn: '2021-12-02' }, '2021-12-01')),
    'E-COUNTY-092',
  );
  assert.is(
    codeOf(settleHit(given, YEAR, { ...finding, task: TASK.replace('1', '2') }, '2021-12-01')),
    'E-COUNTY-091',
  );
  const settled = must(settleHit(given, YEAR, { ...finding, diedOn: '2021-09-30' }, '2021-12-01'));
  const after = facts({ acts: [death, settled] });
  assert.equal(deathQuestions(after), []);
  assert.is(diedOn(after), '2021-09-30');
  assert.equal(monthsToAskAbout('2021-09-30', '2021-12-01'), ['2021-10', '2021-11', '2021-12']);
});

test('a hit that is unclear stays open; one that is wrong closes and changes nothing of the person', () => {
  const unclear = act('comparison-settled', { task: TASK, outcome: 'unclear', words: '', diedOn: null });
  const wrong = act('comparison-settled', { task: TASK, outcome: 'wrong', words: '', diedOn: null });
  assert.is(openHits(facts({ acts: [death, unclear] })).length, 1);
  assert.is(openHits(facts({ acts: [death, wrong] })).length, 0);
  assert.is(facts({ acts: [death, wrong] }).roster?.status, 'active');
});

test('somebody who said so raises the question, somebody who was reached answers it', () => {
  assert.is(deathQuestions(facts({ acts: [attempt('2021-12-02', 'said-dead')] }))[0]?.raisedBy, 'contact');
  const reached = [attempt('2021-12-02', 'said-dead'), attempt('2021-12-03', 'reached')];
  assert.equal(deathQuestions(facts({ acts: reached })), []);
  assert.is(deathQuestions(facts({ roster: { status: 'deceased' } }))[0]?.raisedBy, 'roster');
});

test('a wish to be called back is open until somebody was reached, also when the person has confirmed since (X23)', () => {
  const wish = visit({ event: 'callback-wanted', outcome: null, at: '2021-11-05T02:00:00.000Z' });
  assert.is(callBackOf(facts({ visits: [wish] }), CAMPAIGN)?.on, '2021-11-05');
  assert.ok(callBackOf(facts({ visits: [wish], acts: [attempt('2021-11-06')] }), CAMPAIGN));
  assert.is(
    callBackOf(facts({ visits: [wish], acts: [attempt('2021-11-06', 'reached')] }), CAMPAIGN),
    undefined,
  );
  assert.ok(callBackOf(facts({ visits: [wish], acts: [attempt('2021-11-04', 'reached')] }), CAMPAIGN));
  const later = visit({ at: '2021-11-07T02:00:00.000Z' });
  assert.ok(callBackOf(facts({ visits: [wish, later] }), CAMPAIGN));
});

test('a confirmation waits to be re-checked, and says for how many days', () => {
  const given = facts({ visits: [visit({ at: '2021-11-05T02:00:00.000Z' })] });
  assert.is(uncheckedRow(given, CAMPAIGN, '2021-11-15')?.ageDays, 10);
  const checked = must(recheck(given, CAMPAIGN));
  assert.is(
    uncheckedRow(facts({ visits: given.visits, acts: [checked] }), CAMPAIGN, '2021-11-15'),
    undefined,
  );
  assert.is(codeOf(recheck(facts({}), CAMPAIGN)), 'E-COUNTY-096');
});

test('an open hardship names who is responsible and turns overdue', () => {
  const open = must(
    recordHardship(digestOf(1), YEAR, {
      state: 'open',
      measures: '临时救助',
      responsible: '王科长',
      followUp: '2021-12-10',
    }),
  );
  assert.not(hardshipTask(facts({ acts: [open] }), '2021-12-10')?.overdue);
  assert.ok(hardshipTask(facts({ acts: [open] }), '2021-12-11')?.overdue);
  const closed = must(
    recordHardship(digestOf(1), YEAR, { state: 'closed', measures: '', responsible: '', followUp: null }),
  );
  assert.is(hardshipTask(facts({ acts: [open, closed] }), '2021-12-11'), undefined);
  const nobody = { state: 'open', measures: 'x', responsible: ' ', followUp: null } as const;
  assert.is(codeOf(recordHardship(digestOf(1), YEAR, nobody)), 'E-COUNTY-093');
});

test('an attempt of tomorrow is none', () => {
  const given = { way: 'phone', outcome: 'reached', on: '2021-12-02', words: '' } as const;
  assert.is(codeOf(recordAttempt(digestOf(1), YEAR, given, '2021-12-01')), 'E-COUNTY-098');
  assert.is(must(recordAttempt(digestOf(1), YEAR, given, '2021-12-02')).act, 'contact-attempt');
});

test('two draws a year with every result in, or a red mark (A51)', () => {
  const [a, b] = [TASK, TASK.replace('1', '2')];
  const drawn = (draw: string) => act('drawn', { draw });
  const result = (draw: string) =>
    act('draw-result', { draw, result: 'as-recorded', on: '2021-12-01', words: '' });
  const count = (...people: (typeof drawn extends (draw: string) => infer A ? A : never)[][]) => {
    const draws = new DrawCount();
    for (const acts of people) draws.add(facts({ acts }));
    return draws.result();
  };
  assert.equal(count([]), { made: 0, owed: 2, withoutResult: 0, red: true });
  assert.equal(count([drawn(a), result(a)], [drawn(a)]), { made: 1, owed: 1, withoutResult: 1, red: true });
  assert.equal(count([drawn(a), result(a), drawn(b), result(b)]), {
    made: 2,
    owed: 0,
    withoutResult: 0,
    red: false,
  });
});

test.run();
