import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeBoardFrame } from '../../firmware-bridge/board/index.ts';
import { BoardLine, type Noise } from '../support/board-line.ts';

/** Numbers between 0 and 1 that the seed fixes. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A line that loses, breaks, doubles and cuts frames, `share` of them. */
function noisy(seed: number, share: number): Noise {
  const throwDice = dice(seed);
  return (bytes) => {
    if (throwDice() >= share) return bytes;
    const kind = throwDice();
    const at = Math.floor(throwDice() * bytes.length);
    if (kind < 0.25) return new Uint8Array();
    if (kind < 0.5)
      return bytes.map((byte, i) => (i === at ? byte ^ (1 << Math.floor(throwDice() * 8)) : byte));
    if (kind < 0.75) return Uint8Array.of(...bytes, ...bytes);
    return bytes.subarray(0, at);
  };
}

const line = fc.record({ seed: fc.integer(), share: fc.double({ min: 0, max: 0.6, noNaN: true }) });
const afterMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 3000 }));
const act = fc.record({ door: fc.boolean(), afterMs });

test('no door and no power event is lost on a noisy line, none comes twice, and their order stays', () => {
  fc.assert(
    fc.property(line, fc.array(act, { maxLength: 12 }), ({ seed, share }, acts) => {
      const both = new BoardLine({ toBoard: noisy(seed, share), toHost: noisy(seed + 1, share) });
      const expected: string[] = [];
      for (const { door, afterMs } of acts) {
        const { doorOpen, powerFailing } = both.machine.state(both.now);
        if (door) both.machine.setDoor(!doorOpen, both.now);
        else both.machine.setPower(!powerFailing, both.now);
        expected.push(door ? `door ${!doorOpen}` : `power ${!powerFailing}`);
        both.run(afterMs);
      }
      both.quiet();
      both.run(10_000);
      const told = both.events.flatMap((event) => {
        if (event.what === 'door') return [`door ${event.open}`];
        return event.what === 'power' ? [`power ${event.failing}`] : [];
      });
      assert.equal(told, expected);
      const { doorOpen, powerFailing } = both.machine.state(both.now);
      assert.is(both.session.state().doorOpen, doorOpen);
      assert.is(both.session.state().powerFailing, powerFailing);
    }),
    { numRuns: 150 },
  );
});

test('every command settles on a noisy line, and one that was confirmed was done once', async () => {
  await fc.assert(
    fc.asyncProperty(line, async ({ seed, share }) => {
      const both = new BoardLine({ toBoard: noisy(seed, share), toHost: noisy(seed + 1, share) });
      both.run(2000);
      const { machine } = both;
      let done = 0;
      let unsure = 0;
      for (let i = 0; i < 6; i++) {
        const asked = Array.from({ length: 3 }, () => both.ask({ command: 'kick' }));
        for (const result of await Promise.all(asked))
          if (result.ok) done++;
          else if (result.error.code === 'E-BOARD-005' || result.error.code === 'E-BOARD-003') unsure++;
      }
      const { kicks } = machine.state(both.now);
      assert.ok(done <= kicks && kicks <= done + unsure, `${done} done, ${unsure} unsure, ${kicks} kicks`);
    }),
    { numRuns: 60 },
  );
});

test('no key is told that is older than two seconds, none twice, none out of order', () => {
  fc.assert(
    fc.property(
      line,
      fc.array(fc.record({ key: fc.constantFrom(1, 2, 3, 4), afterMs })),
      ({ seed, share }, presses) => {
        const both = new BoardLine({ toBoard: noisy(seed, share), toHost: noisy(seed + 1, share) });
        both.run(1000);
        const pressed: { key: number; at: number }[] = [];
        let seen = 0;
        let matched = 0;
        for (const { key, afterMs } of presses) {
          both.machine.pressKey(key as 1 | 2 | 3 | 4, both.now);
          pressed.push({ key, at: both.now });
          for (const until = both.now + afterMs; both.now < until; ) {
            both.run(10);
            for (; seen < both.events.length; seen++) {
              const event = both.events[seen];
              if (event?.what !== 'key') continue;
              // Whatever was told is a press that comes after the one told before, and is young.
              while (matched < pressed.length && !fits(pressed[matched], event.key, both.now)) matched++;
              assert.ok(matched < pressed.length, 'a key that nobody pressed just now');
              matched++;
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('frames with a right check sum and any bytes in them: nothing throws, and little is said to each', () => {
  const type = fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 0x81, 0x82, 0x83, 0x84),
  );
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 4 }));
  const frame = fc.record({
    type,
    sequence: fc.integer({ min: 0, max: 255 }),
    payload: fc.array(byte, { maxLength: 32 }).map((bytes) => Uint8Array.from(bytes)),
  });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 40 }), (frames) => {
      let said = 0;
      const count: Noise = (bytes) => {
        said += bytes.length;
        return bytes;
      };
      const both = new BoardLine({ toBoard: count, toHost: count });
      both.run(100);
      said = 0;
      for (const each of frames) {
        both.machine.receive(encodeBoardFrame(each), both.now);
        both.session.receive(encodeBoardFrame(each), both.now);
      }
      assert.ok(said <= frames.length * 200, `${said} bytes for ${frames.length} frames`);
      both.run(3000);
      assert.ok(both.session.state().link === 'ready' || both.lost.length > 0);
    }),
    { numRuns: 300 },
  );
});

/** Two seconds on the board, and the way. */
function fits(press: { key: number; at: number } | undefined, key: number, now: number): boolean {
  return press !== undefined && press.key === key && now - press.at <= 2100;
}

test.run();
