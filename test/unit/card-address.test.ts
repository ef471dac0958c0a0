import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { newestAddress, ProposedChange, type Screen } from '../../domain/index.ts';
import { ChartBench } from '../property/chart-bench.ts';
import { ACTS, type Happening, PLANTED } from '../property/chart-happenings.ts';

const act = (name: string): Happening => `act ${ACTS.findIndex((one) => one.act === name)}`;

const BY_FACE: readonly Happening[] = [
  act('begin'),
  act('face'),
  act('camera-ready'),
  'settle prepareFace good',
  'settle faceTry matched',
];
const BY_STAFF: readonly Happening[] = [
  act('begin'),
  act('staff-login'),
  'settle checkOperator right',
  act('judge'),
  act('attest'),
];

/** Goes to the screen where the address can be changed; takes the card's; gives that screen and what was noted. */
async function takeAddress(
  reading: 'good' | 'no-photo',
  way: readonly Happening[],
): Promise<{ screen: Screen; then: Screen; personal: string }> {
  const bench = new ChartBench();
  try {
    const start: readonly Happening[] = [
      'settle outage none',
      'hardware card-inserted',
      `settle readCard ${reading}`,
      'settle lookUp active',
    ];
    for (const what of [...start, ...way, act('contact-wrong'), act('choose-address')])
      await bench.happen(what);
    const { screen } = bench.now();
    await bench.happen(act('change-address'));
    const { screen: then, personal } = bench.now();
    return { screen, then, personal };
  } finally {
    bench.stop();
  }
}

const old = PLANTED.address;

test('a card with an appended address: that one is offered, taken, and told from the printed one', async () => {
  const { screen, then, personal } = await takeAddress('good', BY_FACE);
  assert.equal(screen, {
    screen: 'change-address',
    props: { old, cardAddress: { text: PLANTED.newAddress, appended: true } },
  });
  assert.is(then.screen === 'contact' && then.props.address, PLANTED.newAddress);
  const change = { field: 'address', old, new: PLANTED.newAddress, from: 'card-appended' };
  assert.ok(personal.includes(JSON.stringify(change)), 'noted for the county');
  assert.equal(ProposedChange.parse(change), change);
});

test('a card without one: the printed address is offered', async () => {
  const { screen, personal } = await takeAddress('no-photo', BY_STAFF);
  assert.equal(screen, {
    screen: 'change-address',
    props: { old, cardAddress: { text: old, appended: false } },
  });
  assert.ok(personal.includes(JSON.stringify({ field: 'address', old, new: old, from: 'card' })));
});

test('a card without any address offers none', () => {
  assert.is(newestAddress({}), null);
  assert.is(newestAddress(null), null);
});

test.run();
