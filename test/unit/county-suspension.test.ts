import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PersonAct } from '../../county-desk/acts/index.ts';
import type { PersonFacts } from '../../county-desk/persons/index.ts';
import {
  announce,
  announcementOf,
  approveSheet,
  type PreparedSheet,
  suspensionQuestion,
} from '../../county-desk/steps/index.ts';
import { act, announced, attempt, CAMPAIGN, digestOf, facts, visit, YEAR } from '../support/county-facts.ts';
import { codeOf, must } from '../support/county-fixture.ts';

const DAY = '2022-01-30';
const READY: readonly PersonAct[] = [announced('2021-12-01'), attempt('2021-12-20')];
const hindrances = (given: PersonFacts, today = DAY) => suspensionQuestion(given, CAMPAIGN, today).hindrances;

test('announced for sixty days and tried once: a candidate from 30 January on', () => {
  const { candidate } = suspensionQuestion(facts({ acts: READY }), CAMPAIGN, DAY);
  assert.is(candidate?.announcement.days, 60);
  assert.is(candidate?.attempts, 1);
  assert.is(candidate?.lastAttempt, '2021-12-20');
  assert.equal(hindrances(facts({ acts: READY }), '2022-01-29'), ['announcement-running']);
});

test('each thing that speaks against it is named', () => {
  assert.equal(hindrances(facts({})), ['not-announced', 'no-contact-attempt']);
  assert.equal(hindrances(facts({ acts: [announced('2021-12-01')] })), ['no-contact-attempt']);
  assert.equal(hindrances(facts({ acts: READY, visits: [visit({ at: '2022-01-30T00:30:00.000Z' })] })), [
    'confirmed',
  ]);
  assert.equal(hindrances(facts({ acts: READY, visits: [visit({ outcome: 'PENDING_COUNTY' })] })), [
    'pending',
  ]);
  assert.equal(hindrances(facts({ acts: READY, visits: [visit({ outcome: 'REFERRED' })] })), ['pending']);
  assert.equal(hindrances(facts({ acts: READY, roster: { status: 'suspended' } })), ['not-active']);
  assert.equal(hindrances(facts({ acts: READY, roster: { status: 'deceased' } })), [
    'not-active',
    'death-question',
  ]);
  assert.equal(hindrances(facts({ acts: READY, roster: null })), ['not-on-roster']);
  assert.equal(hindrances(facts({ acts: [...READY, attempt('2022-01-02', 'said-dead')] })), [
    'death-question',
  ]);
  for (const kind of ['hospital', 'prison', 'abroad', 'other'] as const)
    assert.equal(hindrances(facts({ acts: [...READY, act('circumstance', { kind, words: '' })] })), [kind]);
});

test('what kept the person away is over, and a decision against a visit leaves the person a candidate', () => {
  const away = [
    act('circumstance', { kind: 'hospital', words: '' }),
    act('circumstance', { kind: 'over', words: '' }),
  ];
  assert.ok(suspensionQuestion(facts({ acts: [...READY, ...away] }), CAMPAIGN, DAY).candidate);
  const pending = visit({ outcome: 'PENDING_COUNTY' });
  const refused = act('pending-decided', { visit: pending.visit, decision: 'not-confirmed', words: '' });
  assert.ok(
    suspensionQuestion(facts({ acts: [...READY, refused], visits: [pending] }), CAMPAIGN, DAY).candidate,
  );
  const granted = act('pending-decided', { visit: pending.visit, decision: 'confirmed', words: '' });
  assert.equal(hindrances(facts({ acts: [...READY, granted], visits: [pending] })), ['confirmed']);
});

test('the first announcement counts: a second list neither restarts nor shortens the sixty days', () => {
  const acts = [announced('2021-12-01'), announced('2022-01-10'), attempt('2021-12-20')];
  assert.is(announcementOf(facts({ acts }), DAY)?.from, '2021-12-01');
  assert.ok(suspensionQuestion(facts({ acts }), CAMPAIGN, DAY).candidate);
});

test('the start of an announcement is today or later, and names the list by its digest', () => {
  const order = {
    persons: [digestOf(1), digestOf(2)],
    year: YEAR,
    from: '2021-12-01',
    list: Buffer.from('list'),
  };
  const acts = must(announce(order, '2021-12-01'));
  assert.is(acts.length, 2);
  assert.equal(acts[0], {
    act: 'announced',
    person: digestOf(1),
    year: YEAR,
    from: '2021-12-01',
    // sha256sum of "list"
    list: 'a330395cc0a53ad1207736546afff4735940937564bbf75ce1edad40780d9139',
  });
  assert.is(codeOf(announce({ ...order, from: '2021-11-30' }, '2021-12-01')), 'E-COUNTY-090');
});

const SHEET: PreparedSheet = {
  sheet: 'b'.repeat(64),
  year: YEAR,
  preparedBy: 'cli:zhang',
  persons: [digestOf(1), digestOf(2), digestOf(3)],
};

test('whoever confirms after the sheet was printed is taken off at the approval, with the reason', () => {
  const now = new Map([
    [digestOf(1), facts({ acts: READY })],
    [
      digestOf(2),
      facts({ person: digestOf(2), acts: READY, visits: [visit({ at: '2022-02-10T00:00:00.000Z' })] }),
    ],
  ]);
  const approval = must(approveSheet(SHEET, now, 'cli:li', CAMPAIGN, '2022-02-10'));
  assert.is(approval.fromMonth, '2022-03');
  assert.equal(approval.acts, [
    {
      act: 'suspension-approved',
      person: digestOf(1),
      year: YEAR,
      approver: 'cli:li',
      fromMonth: '2022-03',
      sheet: SHEET.sheet,
    },
  ]);
  assert.equal(approval.takenOff, [
    { person: digestOf(2), hindrances: ['confirmed'] },
    { person: digestOf(3), hindrances: ['not-on-roster'] },
  ]);
});

test('nobody approves what they prepared, nobody approves namelessly, and an empty approval is none', () => {
  const now = new Map([[digestOf(1), facts({ acts: READY })]]);
  assert.is(codeOf(approveSheet(SHEET, now, ' cli:zhang ', CAMPAIGN, '2022-02-10')), 'E-COUNTY-094');
  const atTheDesk = { ...SHEET, preparedBy: 'zhang' };
  assert.is(codeOf(approveSheet(atTheDesk, now, 'cli:zhang', CAMPAIGN, '2022-02-10')), 'E-COUNTY-094');
  assert.is(codeOf(approveSheet(SHEET, now, '  ', CAMPAIGN, '2022-02-10')), 'E-COUNTY-093');
  assert.is(codeOf(approveSheet(SHEET, new Map(), 'cli:li', CAMPAIGN, '2022-02-10')), 'E-COUNTY-095');
});

test('whoever was approved once is no candidate again until payments were resumed', () => {
  const approved = act('suspension-approved', {
    approver: 'cli:li',
    fromMonth: '2022-03',
    sheet: SHEET.sheet,
  });
  assert.equal(hindrances(facts({ acts: [...READY, approved] })), ['approved-already']);
  const resumed = act('resumption-decided', { decision: 'resume', legalGround: 'x', approver: 'cli:li' });
  assert.ok(suspensionQuestion(facts({ acts: [...READY, approved, resumed] }), CAMPAIGN, DAY).candidate);
});

test.run();
