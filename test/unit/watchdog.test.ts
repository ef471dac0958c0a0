import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readWatchdogPolicy, WatchdogPolicy } from '../../config/index.ts';
import { decide, type ScreenFacts, Watchdog } from '../../device-daemon/watchdog/index.ts';
import { eventually } from '../support/eventually.ts';

const policy: WatchdogPolicy = {
  lookEveryMs: 1,
  answerWithinMs: 100,
  startWithinMs: 1_000,
  restarts: 2,
  restartWithinMs: 500,
  wellAfterMs: 2_000,
  boardWithinMs: 1_000,
};
const facts = (known: Partial<ScreenFacts>): ScreenFacts => ({
  upMs: 10_000,
  answeredMsAgo: undefined,
  restarts: 0,
  restartedMsAgo: undefined,
  ...known,
});

test('the shipped policy is valid, and gives the browser its new starts before the board may cut', () => {
  const shipped = readWatchdogPolicy();
  assert.ok(shipped.restarts >= 1);
  assert.ok(shipped.answerWithinMs >= 5_000, 'a page that is loaded anew is not hung');
  assert.not(WatchdogPolicy.safeParse({ ...shipped, boardWithinMs: shipped.lookEveryMs }).success);
});

test('a screen that answers is kicked for, whatever happened before', () => {
  for (const known of [{}, { restarts: 2, restartedMsAgo: 9_000 }, { upMs: 0 }])
    assert.equal(decide(facts({ answeredMsAgo: 100, ...known }), policy), {
      kick: true,
      why: 'answers',
      restart: false,
    });
});

test('a kiosk that starts need have no screen yet; later it must', () => {
  assert.is(decide(facts({ upMs: 1_000 }), policy).why, 'starting');
  assert.is(decide(facts({ upMs: 1_000 }), policy).kick, true);
  assert.equal(decide(facts({ upMs: 1_001 }), policy), { kick: false, why: 'hung', restart: true });
  // One that answered once is no starting one.
  assert.is(decide(facts({ upMs: 900, answeredMsAgo: 101 }), policy).kick, false);
});

test('a hung screen costs its browser first, then the kicks', () => {
  assert.equal(decide(facts({ answeredMsAgo: 101 }), policy), { kick: false, why: 'hung', restart: true });
  const restarted = { answeredMsAgo: 400, restarts: 1, restartedMsAgo: 300 };
  assert.equal(decide(facts(restarted), policy), { kick: true, why: 'restarting', restart: false });
  assert.is(decide(facts({ ...restarted, restartedMsAgo: 501 }), policy).restart, true);
  assert.equal(decide(facts({ answeredMsAgo: 9_000, restarts: 2, restartedMsAgo: 501 }), policy), {
    kick: false,
    why: 'hung',
    restart: false,
  });
});

test('the whole chain: two new starts, then silence for good; a screen that is well again ends it', async () => {
  let now = 0;
  let answeredAt: number | undefined;
  let kicks = 0;
  let restarts = 0;
  const told: string[] = [];
  const watchdog = new Watchdog({
    policy,
    answeredMsAgo: () => (answeredAt === undefined ? undefined : now - answeredAt),
    kick: () => {
      kicks += 1;
    },
    restartScreen: () => {
      restarts += 1;
    },
    screenIs: (state) => told.push(state),
    monotonic: () => now,
    log: () => undefined,
  });
  /** Lets time pass and waits for a look at it. */
  const at = async (time: number, screen: string): Promise<void> => {
    now = time;
    await eventually(`a look that finds it ${screen}`, () => watchdog.state.screen === screen);
  };
  try {
    assert.is(watchdog.state.screen, 'starting');
    answeredAt = 1_500;
    await at(1_550, 'answers');
    await at(1_700, 'restarting');
    assert.is(restarts, 1);
    await at(2_300, 'restarting');
    await eventually('the second new start', () => restarts === 2);
    await at(3_000, 'hung');
    assert.equal(told, ['bad'], 'told once');
    const before = kicks;
    now = 60_000;
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.is(kicks, before, 'kicked for a hung screen');
    assert.is(restarts, 2);

    answeredAt = 60_000;
    await at(60_050, 'answers');
    assert.ok(kicks > before);
    answeredAt = 62_100;
    now = 62_100;
    await eventually('the word that it is well', () => told.includes('good'));
    assert.equal(told, ['bad', 'good']);
    assert.is(watchdog.state.restarts, 0);
  } finally {
    watchdog.stop();
  }
});

test.run();
