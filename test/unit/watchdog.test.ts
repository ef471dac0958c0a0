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
  let looks = 0;
  const told: string[] = [];
  const watchdog = new Watchdog({
    policy,
    answeredMsAgo: () => {
      looks += 1;
      return answeredAt === undefined ? undefined : now - answeredAt;
    },
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
  /** In steps that are no stand-still, with a look at each. */
  const pass = async (time: number): Promise<void> => {
    for (; now < time; now += 50)
      for (const before = looks; looks === before; ) await new Promise((resolve) => setTimeout(resolve, 1));
    now = time;
  };
  /** Lets time pass and waits for a look at it. */
  const at = async (time: number, screen: string): Promise<void> => {
    await pass(time);
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
    await pass(4_000);
    // Held up itself, it gives no credit to a screen that was hung before.
    now = 9_000;
    await pass(9_100);
    assert.is(kicks, before, 'kicked for a hung screen');
    assert.is(restarts, 2);

    answeredAt = 9_100;
    await at(9_150, 'answers');
    assert.ok(kicks > before);
    answeredAt = 11_200;
    await pass(11_200);
    await eventually('the word that it is well', () => told.includes('good'));
    assert.equal(told, ['bad', 'good']);
    assert.is(watchdog.state.restarts, 0);
  } finally {
    watchdog.stop();
  }
});

test('a daemon that was held up itself judges the screen only once it could be heard again', async () => {
  let now = 0;
  let answeredAt = 0;
  let looks = 0;
  let restarts = 0;
  const watchdog = new Watchdog({
    policy,
    answeredMsAgo: () => {
      looks += 1;
      return now - answeredAt;
    },
    kick: () => undefined,
    restartScreen: () => {
      restarts += 1;
    },
    screenIs: () => undefined,
    monotonic: () => now,
    log: () => undefined,
  });
  const looked = async (): Promise<void> => {
    const before = looks;
    await eventually('two looks', () => looks >= before + 2);
  };
  try {
    // The disk or the whole machine stood still; the page's words lie unread, or it was held up too.
    now = 5_000;
    await looked();
    assert.is(watchdog.state.screen, 'answers');
    now = 5_040;
    answeredAt = now;
    await looked();
    assert.is(watchdog.state.screen, 'answers');
    assert.is(restarts, 0, 'a healthy page was thrown away in the middle of a visit');
    // One that stays silent afterwards is hung all the same.
    for (; now < 5_200; now += 50) await looked();
    assert.is(watchdog.state.screen, 'restarting');
    assert.is(restarts, 1);
  } finally {
    watchdog.stop();
  }
});

test.run();
