import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Screen } from '../../domain/index.ts';
import { ChartBench } from './chart-bench.ts';
import { ACTS, CHILD_BORN, type Happening, PLANTED } from './chart-happenings.ts';
import { chartStates } from './chart-states.ts';

/** Every reachable state with one shortest way to it. */
interface Place {
  readonly path: readonly Happening[];
  readonly value: string;
}

/** More places than the chart has; reaching it means that the state space is not what this test thinks. */
const MOST_PLACES = 1_500;

async function walk(path: readonly Happening[]): Promise<ChartBench> {
  const bench = new ChartBench();
  for (const step of path) await bench.happen(step);
  return bench;
}

/** Walks every state x event x outcome once and hands each arrival to `look`. */
async function explore(
  look: (bench: ChartBench, path: readonly Happening[]) => void,
): Promise<Map<string, Place>> {
  const start = new ChartBench();
  const places = new Map<string, Place>([[start.now().key, { path: [], value: start.now().value }]]);
  start.stop();
  const open: Place[] = [...places.values()];
  for (let place = open.shift(); place !== undefined; place = open.shift()) {
    const from = await walk(place.path);
    const possible = from.possible();
    from.stop();
    for (const step of possible) {
      const path = [...place.path, step];
      const bench = await walk(path);
      const { key, value } = bench.now();
      look(bench, path);
      if (!places.has(key)) {
        const next = { path, value };
        places.set(key, next);
        open.push(next);
        if (places.size > MOST_PLACES) throw new Error('the chart has more states than expected');
      }
      bench.stop();
    }
  }
  return places;
}

/** What is durable is not contradicted: nothing is logged as abandoned behind it, and one slip is printed once. */
function assertQuietAfterCommit(bench: ChartBench, told: string): void {
  const visits = bench.story.join(' ').split('wipe begun');
  for (const visit of visits) {
    const after = visit.split('commit durable')[1];
    if (after === undefined) continue;
    assert.not.match(after, 'logAbandoned begun', `abandoned behind a durable record: ${told}`);
    assert.ok(after.split('printSlip begun').length <= 2, `two slips for one record: ${told}`);
  }
}

/** Screens on which nothing of a visit waits for its record. */
const WITHOUT_POWER = [
  'power-out',
  'saving',
  'done',
  'noted',
  'declined',
  'already-confirmed',
  'take-card',
  'wait-for-staff',
  'out-of-service',
];

/** While the power fails no visit begins, none goes on before its record, and no slip is begun. */
function assertQuietWithoutPower(bench: ChartBench, told: string): void {
  const now = bench.now();
  if (now.powerFailing && !now.value.includes('checking'))
    assert.ok(WITHOUT_POWER.includes(now.screen.screen), `${now.value} without power: ${told}`);
  for (const cut of bench.story.join(' ').split('power gone').slice(1)) {
    const meanwhile = cut.split('power back')[0] ?? '';
    assert.not.match(meanwhile, 'readCard begun', `a visit without power: ${told}`);
    assert.not.match(meanwhile, 'printSlip begun', `a slip without power: ${told}`);
  }
}

let places = new Map<string, Place>();

test('every arrival has a valid screen, and success is shown only after a durable commit', async () => {
  places = await explore((bench, path) => {
    const { screen, value } = bench.now();
    const told = path.join(' > ');
    assert.ok(Screen.safeParse(screen).success, `screen of ${value} after ${told}`);
    if (screen.screen === 'done' || screen.screen === 'noted') {
      assert.ok(
        bench.history.includes('commit durable'),
        `${screen.screen} without a durable record: ${told}`,
      );
    }
    if (screen.screen === 'other-card') {
      const read = bench.history.filter((line) => line.startsWith('readCard')).at(-1);
      assert.is(`readCard ${screen.props.kind}`, read, `the kind on the screen: ${told}`);
    }
    if (screen.screen.startsWith('face'))
      assert.not(bench.now().personal.includes(CHILD_BORN), `a child's face is asked for: ${told}`);
    assertQuietAfterCommit(bench, told);
    assertQuietWithoutPower(bench, told);
    for (const outcome of bench.committed) {
      if (outcome === 'CONFIRMED_FACE') assert.ok(bench.history.includes('faceTry matched'), told);
      if (outcome === 'CONFIRMED_STAFF') assert.ok(bench.history.includes('checkOperator right'), told);
      assert.not.equal(outcome, 'none', told);
    }
    assert.not(
      bench.history.some((line) => line.startsWith('actor error')),
      `${bench.history.at(-1)} ${told}`,
    );
  });
  assert.ok(places.size > 100, `${places.size} places`);
});

test('every state of the chart is reached', () => {
  const reached = [...places.values()].map(({ value }) => value);
  for (const state of chartStates()) {
    assert.ok(
      reached.some((value) => state.steps.every((step) => value.includes(`"${step}"`))),
      `${state.id} was never reached`,
    );
  }
});

test('every state has a screen and a time-out or passes on at once', () => {
  for (const state of chartStates()) {
    assert.ok(state.screen !== undefined, `${state.id} has no screen`);
    assert.ok(state.timed || state.transient, `${state.id} waits for ever`);
  }
});

test('from every state, with every effect dead and nobody there, the device ends with nothing of the person', async () => {
  for (const { path } of places.values()) {
    const bench = await walk(path);
    for (let i = 0; i < 12; i++) await bench.happen('time');
    const end = bench.now();
    assert.ok(
      ['idle', 'out-of-service', 'power-out', 'take-card'].includes(end.screen.screen),
      `${path.join(' > ')} ends in ${end.value}`,
    );
    for (const [what, planted] of Object.entries(PLANTED)) {
      assert.not(end.personal.includes(planted), `${what} is left after ${path.join(' > ')}`);
    }
    bench.stop();
  }
});

test('a card lifted before the record is made stops the visit until the same card is back', async () => {
  let tried = 0;
  for (const { path, value } of places.values()) {
    const before = await walk(path);
    const { screen, visit } = before.now();
    const closing =
      /committ|done|noted|declin|alreadyConfirmed|wiping|abandoning|takeCard|waitForStaff|unreadable|stillThere|cardAway|powerPause/;
    if (visit && !closing.test(value)) {
      await before.happen('hardware card-removed');
      const after = before.now();
      assert.ok(
        ['card-away', 'unreadable', 'saving'].includes(after.screen.screen),
        `${value} (${screen.screen}) goes on without the card: ${after.screen.screen}`,
      );
      assert.is(after.cardOnReader, false);
      tried += 1;
      if (after.screen.screen === 'card-away') {
        await before.happen('hardware card-inserted');
        await before.happen('settle readCard another-person');
        assert.is(before.now().screen.screen, 'saving', `another person's card continued ${value}`);
      }
    }
    before.stop();
  }
  assert.ok(tried > 20, `${tried} states tried`);
});

test('a short power cut: the visit waits, goes on where it was with the same card, never with another one', async () => {
  let tried = 0;
  for (const { path, value } of places.values()) {
    const bench = await walk(path);
    const { screen, visit, powerFailing } = bench.now();
    if (visit && !powerFailing) {
      await bench.happen('hardware power-failing');
      if (bench.now().value.includes('powerPause')) {
        await bench.happen('hardware power-back');
        if (bench.now().value.includes('rereading')) {
          assert.is(bench.now().screen.screen, 'reading', `a card that lies there is asked for: ${value}`);
          const other = await walk([...path, 'hardware power-failing', 'hardware power-back']);
          await other.happen('settle readCard another-person');
          assert.is(other.now().screen.screen, 'saving', `another person's card continued ${value}`);
          other.stop();
          await bench.happen('settle readCard good');
        }
        // Staff sign in anew, as after every pause: somebody else may stand there now.
        const back = value.includes('staff') ? 'staff-call' : screen.screen;
        const between = /stillThere|cardAway|helpWanted/.test(value);
        // What lay there was not read before either, and may be another card by now.
        const unread = /unreadable|otherCard/.test(value);
        if (!between)
          assert.is(bench.now().screen.screen, unread ? 'reading' : back, `${value} after a power cut`);
        tried += 1;
      }
    }
    bench.stop();
  }
  assert.ok(tried > 50, `${tried} states tried`);
});

test('a card that was laid on anew during a power cut is read once, and not taken for the next person', async () => {
  const bench = await walk([
    'settle outage none',
    'hardware card-inserted',
    'hardware power-failing',
    'hardware card-removed',
    'hardware card-inserted',
    'hardware power-back',
    'settle readCard no-photo',
    'settle lookUp earlier',
    `act ${ACTS.findIndex(({ act }) => act === 'leave')}`,
    'settle wipe wiped',
  ]);
  assert.is(bench.now().screen.screen, 'take-card', bench.now().value);
  bench.stop();
});

test('whom the county must hear of is told to the county, in whatever way the visit ends', async () => {
  let tried = 0;
  for (const { path, value } of places.values()) {
    const bench = await walk(path);
    if (bench.now().owed) {
      for (let i = 0; i < 12 && !bench.begun.includes('commit'); i++) await bench.happen('time');
      assert.ok(bench.begun.includes('commit'), `${value} ended without a record: ${path.join(' > ')}`);
      tried += 1;
    }
    bench.stop();
  }
  assert.ok(tried > 5, `${tried} states tried`);
});

test('请人帮忙 always changes what is seen, or is refused so that the screen itself can say it', async () => {
  for (const { path, value } of places.values()) {
    const bench = await walk(path);
    if (bench.possible().includes('act 3')) {
      const before = bench.now().screen.screen;
      await bench.happen('act 3');
      assert.is.not(bench.now().screen.screen, before, `${value}: nothing happens`);
    }
    bench.stop();
  }
});

test('an unsure face and a camera in the dark lead to people at once, another result to a second try, the second to people', async () => {
  const after = {
    unsure: 'staff-call',
    'in-the-dark': 'staff-call',
    'not-matched': 'face',
    'not-live': 'face',
    'no-face': 'face',
  };
  let tried = 0;
  for (const { path, value } of places.values()) {
    for (const [outcome, screen] of Object.entries(after)) {
      const settle = `settle faceTry ${outcome}` as const;
      const bench = await walk(path);
      if (bench.possible().includes(settle)) {
        const second = bench.history.filter((line) => line.startsWith('faceTry ')).length > 0;
        await bench.happen(settle);
        assert.is(bench.now().screen.screen, second ? 'staff-call' : screen, `${value} after ${outcome}`);
        tried += 1;
      }
      bench.stop();
    }
  }
  assert.ok(tried >= 8, `${tried} tried`);
});

test('a child goes from the greeting to people (PIPL Art. 31, X14)', async () => {
  const bench = await walk([
    'settle outage none',
    'hardware card-inserted',
    'settle readCard child',
    'settle lookUp active',
    `act ${ACTS.findIndex(({ act }) => act === 'begin')}`,
  ]);
  assert.is(bench.now().screen.screen, 'staff-call', bench.now().value);
  bench.stop();
});

test('staff are one act away from every step before the contact data (X21)', async () => {
  const screens = new Set<string>();
  for (const { path } of places.values()) {
    const bench = await walk(path);
    const { screen } = bench.now();
    if (
      ['greeting', 'face-consent', 'face', 'not-on-roster', 'unreadable', 'other-card', 'idle'].includes(
        screen.screen,
      )
    ) {
      if (bench.now().value.includes('checking')) continue;
      await bench.happen('act 3');
      assert.ok(['staff-call', 'wait-for-staff'].includes(bench.now().screen.screen), screen.screen);
      screens.add(screen.screen);
    }
    bench.stop();
  }
  assert.is(screens.size, 7, [...screens].join());
});

test.run();
