import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PersonAct } from '../../county-desk/acts/index.ts';
import { asked, reckonFigures } from '../../county-desk/figures/index.ts';
import { type PersonFacts, STATE_NAMES, stateOf, type VisitFact } from '../../county-desk/persons/index.ts';
import { Means, Method, Outcome, RosterStatus } from '../../domain/index.ts';
import { CAMPAIGN } from '../support/made-up-facts.ts';

const digest = fc.integer({ min: 0, max: 40 }).map((number) => number.toString(16).padStart(64, '0'));
/** Few visits, so that decisions meet them. */
const visitId = fc
  .integer({ min: 0, max: 3 })
  .map((number) => `00000000-0000-4000-8000-00000000000${number}`);
const instant = fc
  .date({
    min: new Date('2026-01-01'),
    max: new Date('2027-03-01'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const day = instant.map((at) => at.slice(0, 10));
const year = fc.constantFrom(2025, 2026);

const visit: fc.Arbitrary<VisitFact> = fc.record({
  kiosk: fc.constantFrom('kiosk-1', 'kiosk-2'),
  seq: fc.nat(1000),
  at: instant,
  clock: fc.constantFrom('good', 'suspect'),
  visit: fc.option(visitId),
  event: fc.constantFrom('visit-outcome', 'callback-wanted'),
  outcome: fc.option(fc.constantFrom(...Outcome.options)),
  method: fc.option(fc.constantFrom(...Method.options)),
  means: fc.option(fc.constantFrom(...Means.options)),
  operator: fc.option(fc.constantFrom('1', '2')),
});

const of = { person: digest, year, words: fc.constant('') };
const act: fc.Arbitrary<PersonAct> = fc.oneof(
  fc.record({
    ...of,
    act: fc.constant('contact-attempt'),
    way: fc.constant('phone'),
    outcome: fc.constantFrom('reached', 'not-reached', 'moved', 'refused', 'said-dead'),
    on: day,
  }),
  fc.record({
    person: digest,
    year,
    act: fc.constant('confirmed-elsewhere'),
    method: fc.constantFrom(...Method.options),
    means: fc.constantFrom(...Means.options),
    on: day,
    source: fc.constant('x'),
  }),
  fc.record({
    ...of,
    act: fc.constant('pending-decided'),
    visit: visitId,
    decision: fc.constantFrom('confirmed', 'not-confirmed'),
  }),
  fc.record({
    person: digest,
    year,
    act: fc.constant('comparison-hit'),
    kind: fc.constantFrom('death', 'cremation', 'household'),
    source: fc.constant('x'),
    sourceDate: day,
    task: visitId,
  }),
  fc.record({
    ...of,
    act: fc.constant('comparison-settled'),
    task: visitId,
    outcome: fc.constantFrom('wrong', 'right', 'unclear'),
    diedOn: fc.option(day),
  }),
  fc.record({
    ...of,
    act: fc.constant('draw-result'),
    draw: visitId,
    result: fc.constantFrom('as-recorded', 'differs', 'not-found', 'died'),
    on: day,
  }),
);

const facts: fc.Arbitrary<PersonFacts> = fc.record({
  person: digest,
  roster: fc.option(
    fc.record({
      version: fc.constant(1),
      born: fc
        .date({ min: new Date('1920-01-01'), max: new Date('2010-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      township: fc.constantFrom('甲镇', '乙镇', '丙镇'),
      village: fc.constant(''),
      benefitType: fc.constantFrom('combat-veteran', 'other'),
      status: fc.constantFrom(...RosterStatus.options),
    }),
  ),
  visits: fc.array(visit, { maxLength: 5 }),
  acts: fc.array(act, { maxLength: 6 }),
});

test('the roster is the confirmed and each open state, always (A16)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { maxLength: 30 }), instant, async (persons, asOf) => {
      const figures = await reckonFigures({ campaign: CAMPAIGN, asOf, persons, kiosks: [] });
      const onRoster = persons.filter(({ roster }) => roster !== null).length;
      const groups = [
        figures.total,
        ...figures.bands,
        ...figures.townships,
        ...figures.benefitTypes,
        ...figures.cells.map(({ tally }) => ({ tally })),
      ];
      for (const { tally } of groups) {
        const states = STATE_NAMES.reduce((sum, name) => sum + tally.states[name], 0);
        assert.is(states, tally.roster);
        const means = Object.values(tally.confirmed).reduce((sum, count) => sum + count, 0);
        assert.is(means, tally.states.confirmed);
        assert.ok(tally.homeVisited <= asked(tally));
      }
      assert.is(figures.total.tally.roster, onRoster);
      const strangers = STATE_NAMES.reduce((sum, name) => sum + figures.notOnRoster[name], 0);
      assert.is(strangers, persons.length - onRoster);
      for (const divided of [figures.bands, figures.townships, figures.benefitTypes])
        assert.is(
          divided.reduce((sum, group) => sum + group.tally.roster, 0),
          onRoster,
        );
    }),
    { numRuns: 300 },
  );
});

test('nobody whom the register holds dead is confirmed without a decision of the county (X13)', () => {
  fc.assert(
    fc.property(facts, instant, (one, asOf) => {
      const state = stateOf(one, CAMPAIGN, asOf);
      if (one.roster?.status !== 'deceased' || state.state !== 'confirmed') return;
      const decided = one.acts.some((act) => act.act === 'pending-decided' && act.decision === 'confirmed');
      const seenByOfficer = one.acts.some((act) => act.act === 'confirmed-elsewhere');
      assert.ok(decided || seenByOfficer);
    }),
    { numRuns: 2000 },
  );
});

test.run();
