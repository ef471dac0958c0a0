import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  announcedLines,
  isListName,
  LIST_NAMES,
  type ListContext,
  type ListName,
  makeList,
  nameLines,
  UNCONFIRMED_REASONS,
  unconfirmedReason,
} from '../../county-desk/lists/index.ts';
import type { PersonFacts } from '../../county-desk/persons/index.ts';
import { fail, madeUpIdNumber, ok, type RosterRow } from '../../domain/index.ts';
import { act, announced, attempt, CAMPAIGN, digestOf, facts, visit } from '../support/county-facts.ts';
import { codeOf, must } from '../support/county-fixture.ts';

const TASK = '6f2f0d7e-4f0a-4c3e-9d57-0a52d7d6a001';
const CONTEXT: ListContext = { campaign: CAMPAIGN, asOf: '2022-01-30T02:00:00.000Z', today: '2022-01-30' };
const WHY = { operator: 'cli:zhao', reason: '联系本人', what: 'list' } as const;
const list = (name: ListName, people: readonly PersonFacts[], scope = {}) =>
  makeList(name, people, CONTEXT, scope);
const keysOf = async (name: ListName, person: PersonFacts) =>
  (await list(name, [person])).flatMap(({ notes }) => notes.map(({ key }) => key));

test('each case of the unconfirmed has the code that stands for it', () => {
  const code = (given: PersonFacts) => unconfirmedReason(given, CAMPAIGN);
  const outcome = (one: 'PENDING_COUNTY' | 'REFERRED' | 'DECLINED_ALL' | 'ABANDONED') => [
    visit({ outcome: one }),
  ];
  const death = act('comparison-hit', {
    kind: 'death',
    source: '殡仪馆',
    sourceDate: '2021-11-01',
    task: TASK,
  });
  const settled = act('comparison-settled', {
    task: TASK,
    outcome: 'right',
    words: '',
    diedOn: '2021-10-30',
  });
  const pending = visit({ outcome: 'PENDING_COUNTY' });
  const refused = act('pending-decided', { visit: pending.visit, decision: 'not-confirmed', words: '' });
  const away = (kind: 'hospital' | 'prison' | 'abroad' | 'other') => [
    act('circumstance', { kind, words: '' }),
  ];
  const wish = visit({ event: 'callback-wanted', outcome: null, method: null, means: null });
  assert.is(code(facts({ visits: [visit()] })), undefined);
  assert.is(code(facts({ roster: { status: 'deceased' }, visits: outcome('PENDING_COUNTY') })), 'U01');
  assert.is(code(facts({ acts: [death, settled] })), 'U02');
  assert.is(code(facts({ acts: [death] })), 'U03');
  assert.is(code(facts({ visits: outcome('PENDING_COUNTY') })), 'U04');
  assert.is(code(facts({ visits: outcome('REFERRED') })), 'U05');
  assert.is(code(facts({ acts: away('hospital') })), 'U06');
  assert.is(code(facts({ acts: away('prison') })), 'U07');
  assert.is(code(facts({ acts: away('abroad') })), 'U08');
  assert.is(code(facts({ acts: away('other') })), 'U09');
  assert.is(code(facts({ visits: outcome('DECLINED_ALL') })), 'U10');
  assert.is(code(facts({ acts: [attempt('2021-12-01', 'refused')] })), 'U10');
  assert.is(code(facts({ visits: [wish] })), 'U11');
  assert.is(code(facts({ acts: [attempt('2021-12-01', 'reached')] })), 'U12');
  assert.is(code(facts({ acts: [attempt('2021-12-01', 'moved')] })), 'U13');
  assert.is(code(facts({ acts: [attempt('2021-12-01', 'not-reached')] })), 'U14');
  assert.is(code(facts({ visits: outcome('ABANDONED') })), 'U15');
  assert.is(code(facts({})), 'U16');
  assert.is(code(facts({ visits: [pending], acts: [refused] })), 'U17');
  assert.is(UNCONFIRMED_REASONS.length, 17);
});

test('whoever waits for a decision or may be dead stands on the list of officers and on no board', async () => {
  const death = act('comparison-hit', {
    kind: 'death',
    source: '殡仪馆',
    sourceDate: '2021-11-01',
    task: TASK,
  });
  const people = [
    facts({ person: digestOf(1) }),
    facts({ person: digestOf(2), acts: [death] }),
    facts({ person: digestOf(3), visits: [visit({ outcome: 'PENDING_COUNTY' })] }),
    facts({ person: digestOf(4), visits: [visit()] }),
  ];
  const lines = await list('unconfirmed', people);
  assert.equal(new Set(lines.map(({ person }) => person)), new Set([digestOf(1), digestOf(2), digestOf(3)]));
  assert.equal(
    announcedLines(lines).map(({ person }) => person),
    [digestOf(1)],
  );
});

test('a list is of its township and village, in the order of places, whatever order people came in', async () => {
  const at = (n: number, township: string, village: string) =>
    facts({ person: digestOf(n), roster: { township, village } });
  const people = [
    at(1, '青山乡', '石桥村'),
    at(2, '白河镇', '新村'),
    at(3, '青山乡', '上湾村'),
    at(4, '青山乡', '石桥村'),
  ];
  const all = await list('unconfirmed', people);
  assert.equal(await list('unconfirmed', people.toReversed()), all);
  assert.equal(
    all.map(({ township }) => township),
    ['白河镇', '青山乡', '青山乡', '青山乡'],
  );
  assert.is((await list('unconfirmed', people, { township: '青山乡' })).length, 3);
  assert.is((await list('unconfirmed', people, { township: '青山乡', village: '石桥村' })).length, 2);
});

test('every kind of list says what it is made for', async () => {
  const suspended = act('suspension-approved', {
    approver: 'li',
    fromMonth: '2021-06',
    sheet: 'b'.repeat(64),
  });
  const hit = act('comparison-hit', {
    kind: 'household',
    source: '公安局',
    sourceDate: '2021-11-01',
    task: TASK,
  });
  const hard = act('hardship', {
    state: 'open',
    measures: '救助',
    responsible: '王',
    followUp: '2022-01-01',
  });
  const wish = visit({ event: 'callback-wanted', outcome: null, method: null, means: null });
  const ready = [announced('2021-12-01'), attempt('2021-12-20')];
  assert.equal(await keysOf('suspension', facts({ acts: ready })), ['candidate', 'attempts']);
  assert.equal(await keysOf('pending', facts({ visits: [visit({ outcome: 'REFERRED' })] })), ['referred']);
  assert.equal(await keysOf('sample', facts({ acts: [act('drawn', { draw: TASK })] })), ['drawn']);
  assert.equal(await keysOf('hardship', facts({ acts: [hard] })), ['hardship', 'follow-up-overdue']);
  assert.equal(await keysOf('duplicates', facts({ visits: [visit(), visit({ kiosk: 'k2' })] })), [
    'counts',
    'counts-not',
  ]);
  assert.equal(await keysOf('resume', facts({ acts: [suspended], visits: [visit()] })), [
    'confirmed-now',
    'suspended-from',
  ]);
  assert.equal(await keysOf('callbacks', facts({ visits: [wish] })), ['call-back']);
  assert.equal(await keysOf('home-visits', facts({ visits: [visit()] })), ['home-visit-confirmed']);
  assert.equal(await keysOf('home-visits', facts({ visits: [visit({ method: 'home-visit' })] })), []);
  assert.equal(await keysOf('recheck', facts({ visits: [visit()] })), ['confirmed-now', 'unchecked']);
  assert.equal(await keysOf('deaths', facts({ roster: { status: 'deceased' } })), ['death-by-roster']);
  assert.equal(await keysOf('hits', facts({ acts: [hit] })), ['hit-household']);
  assert.ok(isListName('hits') && !isListName('suspend') && !isListName('toString'));
  assert.is(LIST_NAMES.length, 12);
});

const ROW: RosterRow = {
  idNumber: madeUpIdNumber('19500307', 21),
  name: '欧阳建国',
  phone: '19900001234',
  address: '样例村1号',
  township: '青山乡',
  village: '柳树村',
  benefitType: 'combat-veteran',
  status: 'active',
};

test('a coded list opens nothing; each other naming shows what it may and not more', async () => {
  const lines = await list('unconfirmed', [facts({})]);
  let opened = 0;
  const open = async () => {
    opened += 1;
    return ok(new Map([[digestOf(1), ROW]]));
  };
  const shown = async (naming: 'coded' | 'masked' | 'open' | 'public') => {
    const [one] = must(await nameLines(lines, naming, open, WHY));
    return JSON.stringify([one?.name, one?.idNumber, one?.phone, one?.address]);
  };
  assert.is(await shown('coded'), JSON.stringify(['', '', '', '']));
  assert.is(opened, 0);
  assert.is(
    await shown('masked'),
    JSON.stringify(['欧××国', `9900${'*'.repeat(10)}${ROW.idNumber.slice(-4)}`, '', '']),
  );
  assert.is(await shown('public'), JSON.stringify(['欧××国', ROW.idNumber.slice(-4), '', '']));
  assert.is(await shown('open'), JSON.stringify([ROW.name, ROW.idNumber, ROW.phone, ROW.address]));
  assert.is(opened, 3);
});

test('rows that cannot be opened give no list at all', async () => {
  const lines = await list('unconfirmed', [facts({})]);
  assert.is(codeOf(await nameLines(lines, 'masked', async () => fail('E-COUNTY-079'), WHY)), 'E-COUNTY-079');
});

test.run();
