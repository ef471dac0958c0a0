import canonicalize from 'canonicalize';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { benefitTypes, figureWords } from '../../config/index.ts';
import {
  type Figures,
  figuresText,
  percent,
  places,
  reckonFigures,
} from '../../county-desk/figures/index.ts';
import type { PersonFacts } from '../../county-desk/persons/index.ts';
import type { Campaign } from '../../domain/index.ts';
import { CAMPAIGN, END, personFacts, rosterFacts, visitFact } from '../support/made-up-facts.ts';

const BORN = { '80+': '1940-01-01', '70-79': '1950-01-01', '<70': '1970-01-01' } as const;
type Band = keyof typeof BORN;

function reckon(persons: PersonFacts[], campaign: Campaign = CAMPAIGN): Promise<Figures> {
  return reckonFigures({ campaign, asOf: END, persons, kiosks: [] });
}

/** So many people of a band; the first ones confirmed at the station, the next ones at home. */
function people(band: Band, count: number, station = 0, home = 0, township = '样例镇'): PersonFacts[] {
  return Array.from({ length: count }, (_, i) =>
    personFacts({
      roster: rosterFacts({ born: BORN[band], township }),
      visits:
        i < station
          ? [visitFact()]
          : i < station + home
            ? [visitFact({ method: 'home-visit', means: 'staff' })]
            : [],
    }),
  );
}

test('quotas of home visits are rounded up (A30)', async () => {
  const of = async (band: Band, count: number) =>
    (await reckon(people(band, count))).homeVisits.total[band].needed;
  assert.is(await of('80+', 7), 7);
  assert.is(await of('70-79', 7), 6);
  assert.is(await of('70-79', 10), 8);
  assert.is(await of('70-79', 5), 4);
  assert.is(await of('<70', 13), 8);
  assert.is(await of('<70', 1), 1);
  assert.is(await of('<70', 5), 3);
});

test('each station owes its own share: what one does beyond it helps no other', async () => {
  const { homeVisits } = await reckon([
    ...people('70-79', 10, 0, 10, '甲镇'),
    ...people('70-79', 10, 3, 2, '乙镇'),
  ]);
  const owed = homeVisits.townships.map(({ township, bands }) => [township, bands['70-79'].owed]);
  assert.equal(owed, [
    ['乙镇', 6],
    ['甲镇', 0],
  ]);
  assert.equal(homeVisits.total['70-79'], { of: 20, percent: 80, needed: 16, done: 12, owed: 6 });
});

test('the denominator is a parameter, and stands in the figures (T7)', async () => {
  const persons = people('70-79', 10, 4, 1);
  const roster = await reckon(persons);
  assert.is(roster.parameters.denominator, 'roster');
  assert.equal(roster.homeVisits.total['70-79'], { of: 10, percent: 80, needed: 8, done: 1, owed: 7 });
  const confirmed = await reckon(persons, { ...CAMPAIGN, denominator: 'confirmed' });
  assert.is(confirmed.parameters.denominator, 'confirmed');
  assert.equal(confirmed.homeVisits.total['70-79'], { of: 5, percent: 80, needed: 4, done: 1, owed: 3 });
  const homeVisitPercent = { '80+': 50, '70-79': 20, '<70': 0 };
  const softer = await reckon(persons, { ...CAMPAIGN, homeVisitPercent });
  assert.is(softer.homeVisits.total['70-79'].needed, 2);
  assert.equal(softer.parameters.homeVisitPercent, homeVisitPercent);
});

test('the band of a person follows the age day', async () => {
  const born = personFacts({ roster: rosterFacts({ born: '1947-01-01' }) });
  const bandsWith = async (ageAsOf: string) =>
    (await reckon([born], { ...CAMPAIGN, ageAsOf })).bands.map(({ tally }) => tally.roster);
  assert.equal(await bandsWith('2026-12-31'), [0, 1, 0]);
  assert.equal(await bandsWith('2027-01-01'), [1, 0, 0]);
});

test('a band tells n, confirmed, percent and who remains (A31); the dead are asked nothing', async () => {
  const dead = personFacts({ roster: rosterFacts({ born: BORN['70-79'], status: 'deceased' }) });
  const { bands, total } = await reckon([...people('70-79', 3, 2), dead]);
  const band = bands.find(({ name }) => name === '70-79');
  assert.is(band?.tally.roster, 4);
  assert.is(band?.asked, 3);
  assert.is(band?.tally.states.confirmed, 2);
  assert.is(band?.percent, '66.66');
  assert.is(band?.remaining, 1);
  assert.is(total.tally.states.deceased, 1);
  assert.is((await reckon([])).total.percent, null);
});

test('100.00 percent is said only of all', () => {
  assert.is(percent(99_999, 100_000), '99.99');
  assert.is(percent(100_000, 100_000), '100.00');
  assert.is(percent(1, 3), '33.33');
  assert.is(percent(0, 5), '0.00');
  assert.is(percent(0, 0), null);
});

test('method, means, operators, re-checks, duplicates and strangers are counted', async () => {
  const staff = (operator: string | null, kiosk = 'kiosk-1') =>
    visitFact({ outcome: 'CONFIRMED_STAFF', means: 'staff', operator, kiosk });
  const later = visitFact({ kiosk: 'kiosk-2', at: '2026-10-25T02:00:00.000Z' });
  const figures = await reckon([
    personFacts({ visits: [staff('0007')] }),
    personFacts({
      visits: [staff('0007'), later],
      acts: [{ act: 'rechecked', person: 'ab'.repeat(32), year: 2026 }],
    }),
    personFacts({ visits: [staff(null), { ...later, kiosk: 'kiosk-1' }] }),
    personFacts({ visits: [visitFact()] }),
    personFacts({ visits: [visitFact({ outcome: 'DECLINED_ALL' })] }),
    personFacts({ roster: null, visits: [visitFact({ outcome: 'REFERRED' })] }),
  ]);
  assert.is(figures.total.tally.confirmed['station/staff'], 3);
  assert.is(figures.total.tally.confirmed['station/face'], 1);
  assert.equal(figures.manual, {
    staff: 3,
    percent: '75.00',
    operators: [
      { operator: '0007', confirmed: 2 },
      { operator: '', confirmed: 1 },
    ],
  });
  assert.equal(figures.recheck, { confirmed: 4, rechecked: 1, percent: '25.00' });
  assert.equal(figures.duplicates, { persons: 2, atSeveralKiosks: 1 });
  assert.is(figures.total.tally.roster, 5);
  assert.is(figures.total.tally.states.declined, 1);
  assert.is(figures.notOnRoster.referred, 1);
});

test('a device is silent after seven days without an entry (A52)', async () => {
  const log = (lastEntryAt: string | null) => ({ kiosk: 'kiosk-1', size: 1, root: '', lastEntryAt });
  const silent = async (lastEntryAt: string | null) =>
    (await reckonFigures({ campaign: CAMPAIGN, asOf: END, persons: [], kiosks: [log(lastEntryAt)] }))
      .devices[0]?.silent;
  assert.is(await silent('2027-02-22T00:00:00.000Z'), false);
  assert.is(await silent('2027-02-21T23:59:59.999Z'), true);
  assert.is(await silent(null), true);
});

test('the order in which people come changes no byte', async () => {
  const persons = [
    ...people('80+', 3, 1, 1, '甲镇'),
    ...people('<70', 4, 2, 0, '乙镇'),
    ...people('70-79', 2, 0, 2, '丙镇'),
  ];
  const one = canonicalize(await reckon(persons));
  assert.is(canonicalize(await reckon([...persons].reverse())), one);
  assert.is(
    canonicalize(
      await reckonFigures({ campaign: CAMPAIGN, asOf: '2027-03-01T00:00:00Z', persons, kiosks: [] }),
    ),
    one,
  );
});

test('the table has the instant, all parameters and every state', async () => {
  const words = figureWords();
  const figures = await reckonFigures({
    campaign: CAMPAIGN,
    asOf: END,
    persons: people('80+', 3, 1, 1),
    kiosks: [{ kiosk: 'kiosk-1', size: 12, root: '', lastEntryAt: null }],
  });
  const text = figuresText(figures, words, benefitTypes());
  for (const wanted of [
    '2026年度',
    '2027-03-01 08:00',
    '2026-12-31',
    '名册应确认人数',
    '名册版本 1',
    '66.66%',
    '参战退役人员',
  ])
    assert.match(text, wanted);
  for (const state of Object.values(words.states)) assert.match(text, state);
  assert.not.match(text, /[{}]|undefined|NaN/);
  const lines = text.split('\n');
  const at = lines.indexOf('二、各年龄段');
  // Columns stand under one another although Chinese takes two places.
  assert.is(places(lines[at + 2] ?? ''), places(lines[at + 3] ?? ''));
  assert.is(places('二、a1'), 6);
});

test.run();
