import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type LadderDevice, readRecoveryLadder } from '../../config/index.ts';
import { RespawnBudget } from '../../device-daemon/bridge-link/respawn-budget.ts';
import type { ErrorCode } from '../../domain/index.ts';
import { RecoveryLadder } from '../../firmware-bridge/recovery/index.ts';

const data = readRecoveryLadder();
const HOUR_MS = 3_600_000;
const DEVICES = ['reader', 'printer', 'board'] as const;

/** A device, its bridge's ladder and the daemon's budget in made-up time: what a bridge and its daemon do together. */
class MadeUpDevice {
  readonly respawns: number[] = [];
  readonly tries: number[] = [];
  now = 0;
  readonly #device: LadderDevice;
  readonly #budget: RespawnBudget;
  #ladder: RecoveryLadder;

  constructor(device: LadderDevice) {
    this.#device = device;
    this.#budget = new RespawnBudget(data.devices, () => this.now);
    this.#ladder = this.#newLadder();
  }

  #newLadder(): RecoveryLadder {
    return new RecoveryLadder({
      device: this.#device,
      ladder: data.devices[this.#device],
      wellAfterMs: data.wellAfterMs,
      climbs: (code) => code !== 'E-CARD-001',
      now: () => this.now,
    });
  }

  get standing(): string {
    return this.#ladder.counts().now;
  }

  fail(code: ErrorCode = 'E-CARD-012'): string {
    this.tries.push(this.now);
    const { step, waitMs } = this.#ladder.failed(code);
    this.now += waitMs;
    if (step === 'respawn' && this.#budget.take(this.#device).granted) {
      this.respawns.push(this.now);
      // The new process knows nothing of the old one's ladder.
      this.#ladder = this.#newLadder();
    }
    return step;
  }

  succeed(): void {
    this.tries.push(this.now);
    this.#ladder.succeeded();
  }
}

/** Most of these times that lie within one stretch of `withinMs`. */
function mostWithin(times: readonly number[], withinMs: number): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + withinMs).length));
}

test('whatever fails and comes back, whenever: an hour sees no more respawns than the ladder allows', () => {
  const happening = fc.oneof(
    fc.record({ what: fc.constant('fail' as const), times: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ what: fc.constant('well' as const), times: fc.constant(1) }),
    fc.record({ what: fc.constant('pass' as const), times: fc.integer({ min: 0, max: 900_000 }) }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...DEVICES),
      fc.array(happening, { maxLength: 60, size: 'max' }),
      (device, happenings) => {
        const made = new MadeUpDevice(device);
        for (const { what, times } of happenings) {
          if (what === 'fail') for (let i = 0; i < times; i++) made.fail();
          else if (what === 'well') made.succeed();
          else made.now += times;
        }
        const { times, withinMs } = data.devices[device].respawn;
        assert.ok(mostWithin(made.respawns, withinMs) <= times);
        assert.ok(mostWithin(made.respawns, HOUR_MS) <= times * Math.ceil(HOUR_MS / withinMs));
      },
    ),
    { numRuns: 400 },
  );
});

test('a device that fails for ever is never tried at a fast pace, and is tried for ever', () => {
  for (const device of DEVICES) {
    const made = new MadeUpDevice(device);
    while (made.now < 3 * HOUR_MS) made.fail();
    assert.ok(mostWithin(made.tries, 60_000) <= 30, `${device}: ${mostWithin(made.tries, 60_000)} a minute`);
    const lastHour = made.tries.filter((at) => at > 2 * HOUR_MS);
    assert.ok(lastHour.length > 100, `${device} is given up`);
  }
});

test('a device that comes and goes is not retried at the fastest pace for ever', () => {
  const made = new MadeUpDevice('reader');
  for (let i = 0; i < 100; i++) {
    made.fail();
    made.succeed();
  }
  const { waitMs } = data.devices.reader.outOfService;
  assert.ok(made.now > 80 * waitMs, `${made.now} ms for 100 failures`);
});

test('wherever it stands, a device that works is well at once, and begins below after it stayed well', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DEVICES), fc.integer({ min: 0, max: 60 }), (device, failures) => {
      const made = new MadeUpDevice(device);
      for (let i = 0; i < failures; i++) made.fail();
      made.succeed();
      assert.is(made.standing, 'well');
      made.now += data.wellAfterMs;
      assert.is(made.fail(), 'retry');
    }),
    { numRuns: 100 },
  );
});

test('the steps come in their order, as often as the data say; "no card" never climbs', () => {
  const made = new MadeUpDevice('board');
  const { retry, flush, reopen, respawn } = data.devices.board;
  const inOrder = [
    ...retry.waitsMs.map(() => 'retry'),
    ...flush.waitsMs.map(() => 'flush'),
    ...reopen.waitsMs.map(() => 'reopen'),
    'respawn',
  ];
  for (let process = 0; process <= respawn.times; process++)
    for (const step of inOrder) {
      assert.is(made.fail('E-CARD-001'), 'none');
      assert.is(made.fail(), step);
    }
  assert.is(made.respawns.length, respawn.times);
  assert.is(made.fail(), 'out-of-service');
});

test.run();
