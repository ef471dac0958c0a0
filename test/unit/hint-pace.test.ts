import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Coach } from '../../device-daemon/face/index.ts';
import { type CoachHint, HintPace, hintToShow } from '../../domain/index.ts';

/** What is shown at each moment when `wanted` says what would help, as `milliseconds hint`, one entry a change. */
function shown(wanted: (ms: number) => CoachHint, milliseconds: number): string[] {
  const pace = new HintPace();
  const changes: string[] = [];
  let last: CoachHint | undefined;
  for (let ms = 0; ms <= milliseconds; ms += 100) {
    const hint = pace.consider(wanted(ms), ms);
    if (hint !== last) changes.push(`${ms} ${hint}`);
    last = hint;
  }
  return changes;
}

test('a correction comes at most every 2 s, and then the newest', () => {
  const wobbling: CoachHint[] = ['closer', 'farther', 'centre'];
  const changes = shown((ms) => wobbling[Math.floor(ms / 500) % 3] ?? 'closer', 8000);
  const times = changes.map((change) => Number.parseInt(change, 10));
  times.forEach((ms, index) => {
    assert.ok(index === 0 || ms - (times[index - 1] ?? 0) >= 2000, changes.join());
  });
  assert.ok(changes.length >= 4, changes.join());
});

test('an instruction comes at once over a correction and stays for a second', () => {
  const changes = shown((ms) => (ms < 300 ? 'closer' : ms < 600 ? 'turn-left' : 'look-here'), 4000);
  assert.equal(changes, ['0 closer', '300 turn-left', '2000 look-here']);
  const late = shown((ms) => (ms < 2000 ? 'closer' : ms < 2200 ? 'turn-left' : 'look-here'), 4000);
  assert.equal(late, ['0 closer', '2000 turn-left', '3000 look-here']);
});

test('of two instructions the second waits until the first could be read; the end waits for nothing', () => {
  assert.equal(
    shown((ms) => (ms < 400 ? 'turn-left' : 'turn-right'), 2000),
    ['0 turn-left', '1000 turn-right'],
  );
  assert.equal(
    shown((ms) => (ms < 200 ? 'turn-left' : 'good'), 2000),
    ['0 turn-left', '200 good'],
  );
});

test("the daemon's turn and its count of people come before all, then what the screen sees, then the daemon", () => {
  for (const daemons of ['turn-left', 'turn-right', 'turn-back', 'good', 'one-person'] as const)
    assert.is(hintToShow(daemons, 'closer'), daemons);
  assert.is(hintToShow('look-here', 'closer'), 'closer');
  assert.is(hintToShow('more-light', undefined), 'more-light');
});

test('the daemon tells a hint once, progress in steps, and after a pause begins anew', () => {
  const coach = new Coach();
  assert.equal(coach.consider({ hint: 'look-here', progress: 0 }, 0), { hint: 'look-here', progress: 0 });
  assert.is(coach.consider({ hint: 'closer', progress: 0 }, 700), undefined);
  assert.equal(coach.consider({ hint: 'closer', progress: 0 }, 2000), { hint: 'closer', progress: 0 });
  assert.is(coach.consider({ hint: 'closer', progress: 0.01 }, 2200), undefined);
  assert.ok(coach.consider({ hint: 'closer', progress: 0.2 }, 2400));
  assert.is(coach.consider({ hint: 'closer', progress: 0.3 }, 2500), undefined, 'too soon');
  assert.equal(coach.consider({ hint: 'turn-right', progress: 0.4 }, 2500), {
    hint: 'turn-right',
    progress: 0.4,
  });
  coach.reset();
  assert.ok(coach.consider({ hint: 'look-here', progress: 0 }, 2600));
});

test.run();
