import { randomUUID } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PersonAct } from '../../county-desk/acts/index.ts';
import { ageBand, type PersonFacts, type PersonState, stateOf } from '../../county-desk/persons/index.ts';
import {
  CAMPAIGN,
  END,
  PERSON_DIGEST,
  personFacts,
  rosterFacts,
  visitFact,
} from '../support/made-up-facts.ts';

const person = PERSON_DIGEST;
const year = 2026;

const state = (facts: Partial<PersonFacts>, asOf = END): PersonState =>
  stateOf(personFacts(facts), CAMPAIGN, asOf);

function confirmed(facts: Partial<PersonFacts>, asOf = END) {
  const found = state(facts, asOf);
  if (found.state !== 'confirmed') throw new Error(`is ${found.state}`);
  return found;
}

const contact = (
  outcome: Extract<PersonAct, { act: 'contact-attempt' }>['outcome'],
  on: string,
): PersonAct => ({ act: 'contact-attempt', person, year, way: 'phone', outcome, on, words: '' });

const decided = (visit: string, decision: 'confirmed' | 'not-confirmed'): PersonAct => ({
  act: 'pending-decided',
  person,
  year,
  visit,
  decision,
  words: '',
});

const elsewhere = (on: string, method: 'home-visit' | 'station' | 'online' = 'home-visit'): PersonAct => ({
  act: 'confirmed-elsewhere',
  person,
  year,
  method,
  means: 'other',
  on,
  source: 'handheld',
});

const task = randomUUID();
const hit: PersonAct = {
  act: 'comparison-hit',
  person,
  year,
  kind: 'death',
  source: 'civil affairs',
  sourceDate: '2026-11-05',
  task,
};
const settled = (outcome: 'wrong' | 'right' | 'unclear', diedOn: string | null = null): PersonAct => ({
  act: 'comparison-settled',
  person,
  year,
  task,
  outcome,
  words: '',
  diedOn,
});

test('nobody has heard of the person', () => {
  assert.is(state({}).state, 'unseen');
});

test('the earliest confirmation counts; the others are shown beside it (X7)', () => {
  const late = visitFact({ kiosk: 'kiosk-2', at: '2026-10-25T02:00:00.000Z' });
  const early = visitFact({ kiosk: 'kiosk-1', at: '2026-10-20T02:00:00.000Z', means: 'staff' });
  const found = confirmed({ visits: [late, early], acts: [elsewhere('2026-10-22')] });
  assert.is(found.counts.visit, early);
  assert.is(found.counts.means, 'staff');
  assert.equal(
    found.duplicates.map(({ by, day }) => [by, day]),
    [
      ['elsewhere', '2026-10-22'],
      ['visit', '2026-10-25'],
    ],
  );
});

test('on one day a visit, whose time is known, goes before what has only a day', () => {
  // 17:00 UTC on the 19th is the 20th in China.
  const visit = visitFact({ at: '2026-10-19T17:00:00.000Z' });
  assert.is(confirmed({ visits: [visit], acts: [elsewhere('2026-10-20')] }).counts.by, 'visit');
  assert.is(confirmed({ visits: [visit], acts: [elsewhere('2026-10-19')] }).counts.by, 'elsewhere');
});

test('what came after the instant is not known yet', () => {
  const visits = [visitFact({ at: '2026-10-20T02:00:00.000Z' })];
  assert.is(state({ visits }, '2026-10-20T01:59:59.999Z').state, 'unseen');
  assert.is(state({ visits }, '2026-10-20T02:00:00.000Z').state, 'confirmed');
});

test('each outcome that does not count is a state of its own', () => {
  const of = (outcome: 'PENDING_COUNTY' | 'REFERRED' | 'DECLINED_ALL' | 'ABANDONED') =>
    state({ visits: [visitFact({ outcome })] }).state;
  assert.is(of('PENDING_COUNTY'), 'pending');
  assert.is(of('REFERRED'), 'referred');
  assert.is(of('DECLINED_ALL'), 'declined');
  assert.is(of('ABANDONED'), 'abandoned');
  const callback = visitFact({
    event: 'callback-wanted',
    visit: null,
    outcome: null,
    method: null,
    means: null,
  });
  assert.is(state({ visits: [callback] }).state, 'called-back');
  assert.ok(state({ visits: [callback] }).flags.callbackOpen);
  const reached = state({ visits: [callback], acts: [contact('reached', '2026-10-20')] });
  assert.not.ok(reached.flags.callbackOpen);
  assert.ok(state({ visits: [callback], acts: [contact('reached', '2026-10-19')] }).flags.callbackOpen);
});

test('a visit that waits for the county is not hidden by one that was left later', () => {
  const waits = visitFact({ outcome: 'PENDING_COUNTY', seq: 1 });
  const left = visitFact({ outcome: 'ABANDONED', seq: 2, at: '2026-10-28T02:00:00.000Z' });
  const declined = visitFact({ outcome: 'DECLINED_ALL', seq: 3, at: '2026-10-27T02:00:00.000Z' });
  assert.is(state({ visits: [waits, declined, left] }).state, 'pending');
  assert.is(state({ visits: [declined, left] }).state, 'declined');
});

test("the county's decision stands above the machine's, either way, and the last one counts", () => {
  const visit = visitFact({ outcome: 'PENDING_COUNTY' });
  const id = visit.visit ?? '';
  const accepted = confirmed({ visits: [visit], acts: [decided(id, 'confirmed')] });
  assert.is(accepted.counts.by, 'county-decision');
  assert.is(accepted.counts.at, visit.at);
  const refused = [decided(id, 'confirmed'), decided(id, 'not-confirmed')];
  assert.is(state({ visits: [visit], acts: refused }).state, 'not-accepted');
  const machine = visitFact();
  const struck = { visits: [machine], acts: [decided(machine.visit ?? '', 'not-confirmed')] };
  assert.is(state(struck).state, 'not-accepted');
  const otherYear = { ...decided(id, 'confirmed'), year: 2025 };
  assert.is(state({ visits: [visit], acts: [otherYear] }).state, 'pending');
});

test('whom the register holds dead is never confirmed by a machine (X13)', () => {
  const roster = rosterFacts({ status: 'deceased' });
  assert.is(state({ roster }).state, 'deceased');
  for (const outcome of ['CONFIRMED_FACE', 'CONFIRMED_STAFF', 'PENDING_COUNTY'] as const) {
    const visit = visitFact({ outcome });
    const claim = state({ roster, visits: [visit] });
    assert.is(claim.state, 'pending');
    assert.ok(claim.state === 'pending' && claim.aliveClaim);
    const id = visit.visit ?? '';
    assert.is(state({ roster, visits: [visit], acts: [decided(id, 'confirmed')] }).state, 'confirmed');
    assert.is(state({ roster, visits: [visit], acts: [decided(id, 'not-confirmed')] }).state, 'deceased');
  }
  assert.is(state({ roster, visits: [visitFact({ outcome: 'ABANDONED' })] }).state, 'deceased');
  assert.not.ok(
    state({ roster: rosterFacts({ status: 'deceased', born: '1930-01-01' }) }).flags.homeVisitOwed,
  );
});

test('a list of the dead is a question until the county settles it (A24, A58)', () => {
  assert.is(state({ acts: [hit] }).state, 'deceased-question');
  assert.is(state({ acts: [hit, settled('unclear')] }).state, 'deceased-question');
  assert.is(state({ acts: [hit, settled('wrong')] }).state, 'unseen');
  const dead = state({ acts: [hit, settled('right', '2026-11-01')] });
  assert.is(dead.state, 'deceased');
  assert.is(dead.state === 'deceased' && dead.diedOn, '2026-11-01');
  const visits = [visitFact()];
  // A question never takes a confirmation away: it stands beside it.
  const questioned = confirmed({ visits, acts: [hit] });
  assert.ok(questioned.flags.deathQuestion);
  assert.is(state({ visits, acts: [hit, settled('right', '2026-11-01')] }).state, 'deceased');
  // Confirmed after the day of death: somebody must look.
  const after = state({ visits, acts: [hit, settled('right', '2026-10-19')] });
  assert.ok(after.state === 'pending' && after.aliveClaim);
});

test('said to be dead is a question; whoever is reached afterwards lives', () => {
  const said = contact('said-dead', '2026-11-02');
  const found = state({ acts: [said] });
  assert.is(found.state, 'deceased-question');
  assert.is(found.state === 'deceased-question' && found.saidOn, '2026-11-02');
  assert.is(state({ acts: [said, contact('not-reached', '2026-11-03')] }).state, 'deceased-question');
  assert.is(state({ acts: [said, contact('reached', '2026-11-03')] }).state, 'unseen');
});

test('age bands change on the birthday that falls on the day of the campaign (A30)', () => {
  assert.is(ageBand('1946-12-31', '2026-12-31'), '80+');
  assert.is(ageBand('1947-01-01', '2026-12-31'), '70-79');
  assert.is(ageBand('1956-12-31', '2026-12-31'), '70-79');
  assert.is(ageBand('1957-01-01', '2026-12-31'), '<70');
  // Born on 29 February: a year older on 1 March of a common year.
  assert.is(ageBand('1948-02-29', '2028-02-28'), '70-79');
  assert.is(ageBand('1948-02-29', '2028-02-29'), '80+');
  assert.is(ageBand('1956-02-29', '2026-02-28'), '<70');
  assert.is(ageBand('1956-02-29', '2026-03-01'), '70-79');
});

test('80 and older are owed a home visit whatever the kiosk confirmed (X31)', () => {
  const roster = rosterFacts({ born: '1940-05-05' });
  assert.ok(confirmed({ roster, visits: [visitFact()] }).flags.homeVisitOwed);
  const visited = confirmed({ roster, visits: [visitFact()], acts: [elsewhere('2026-11-05')] });
  assert.not.ok(visited.flags.homeVisitOwed);
  assert.ok(visited.flags.homeVisited);
  assert.is(visited.counts.method, 'station');
  const otherYear = { ...elsewhere('2025-11-05'), year: 2025 };
  assert.ok(state({ roster, acts: [otherYear] }).flags.homeVisitOwed);
  assert.not.ok(state({}).flags.homeVisitOwed);
});

test('a suspended person who confirms raises a resume task until the county decided (X30, A50)', () => {
  const roster = rosterFacts({ status: 'suspended' });
  const resumed = (decision: 'resume' | 'not-resume', of = year): PersonAct => ({
    act: 'resumption-decided',
    person,
    year: of,
    decision,
    legalGround: '',
    approver: 'a',
  });
  const approved: PersonAct = {
    act: 'suspension-approved',
    person,
    year: 2025,
    approver: 'a',
    fromMonth: '2026-03',
    sheet: 'cd'.repeat(32),
  };
  assert.not.ok(state({ roster }).flags.resumeTask);
  const visits = [visitFact()];
  const flags = (facts: Partial<PersonFacts>) => confirmed({ visits, ...facts }).flags;
  assert.ok(flags({ roster }).resumeTask);
  assert.ok(flags({ acts: [approved] }).resumeTask);
  assert.not.ok(flags({ roster, acts: [resumed('resume')] }).resumeTask);
  assert.not.ok(flags({ roster, acts: [resumed('resume')] }).suspended);
  assert.ok(flags({ roster, acts: [resumed('not-resume')] }).suspended);
  assert.not.ok(flags({ roster, acts: [resumed('not-resume')] }).resumeTask);
  // A decision of last year does not answer this year's confirmation.
  assert.ok(flags({ acts: [approved, resumed('not-resume', 2025)] }).resumeTask);
  assert.ok(flags({ acts: [resumed('resume'), approved] }).resumeTask);
});

test('steps of the year are flags; circumstances end when they are over', () => {
  const announced = (from: string, of = year): PersonAct => ({
    act: 'announced',
    person,
    year: of,
    from,
    list: 'cd'.repeat(32),
  });
  const circumstance = (kind: 'hospital' | 'over'): PersonAct => ({
    act: 'circumstance',
    person,
    year,
    kind,
    words: '',
  });
  const { flags } = state({
    acts: [
      announced('2025-12-01', 2025),
      announced('2026-12-02'),
      announced('2026-12-01'),
      contact('not-reached', '2026-12-05'),
      contact('moved', '2026-12-06'),
      circumstance('hospital'),
      { act: 'rechecked', person, year },
    ],
  });
  assert.is(flags.announcedFrom, '2026-12-01');
  assert.is(flags.contactAttempts, 2);
  assert.is(flags.circumstance, 'hospital');
  assert.ok(flags.rechecked);
  assert.is(state({ acts: [circumstance('hospital'), circumstance('over')] }).flags.circumstance, null);
});

test('somebody who is on no roster has a state and no age', () => {
  const found = state({ roster: null, visits: [visitFact({ outcome: 'REFERRED' })] });
  assert.is(found.state, 'referred');
  assert.is(found.band, null);
});

test('a visit under a suspect clock says so', () => {
  assert.ok(confirmed({ visits: [visitFact({ clock: 'suspect' })] }).flags.clockSuspect);
  assert.not.ok(confirmed({ visits: [visitFact()] }).flags.clockSuspect);
});

test.run();
