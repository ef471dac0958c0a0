import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TurnSeen } from '../../device-daemon/face/solid-turn.ts';
import { type SeriesState, TurnSeries } from '../../device-daemon/face/turn-series.ts';
import type { TurnSide } from '../../domain/index.ts';

const STEP_MS = 100;

/** A series whose sides are drawn from a list, over and over, and whose pauses are 500 ms. */
function seriesOf(...sides: TurnSide[]): TurnSeries {
  let drawn = 0;
  const series = new TurnSeries({
    side: () => sides[drawn++ % sides.length] ?? 'left',
    pauseMs: () => 500,
  });
  series.begin(0);
  return series;
}

const seen = (yaw: number, looks?: TurnSeen['looks']): TurnSeen => ({
  yaw,
  jumped: false,
  looks: looks ?? (Math.abs(yaw) >= 15 ? 'solid' : 'unclear'),
});

/** Shows a series what `person` does at each hint until it ends, for 20 s at most. */
function play(
  series: TurnSeries,
  person: (hint: string, sinceMs: number, atMs: number) => TurnSeen,
): { state: SeriesState; hints: string[]; atMs: number } {
  const hints: string[] = [];
  let [hint, fromMs] = ['', 0];
  for (let atMs = 0; atMs < 20_000; atMs += STEP_MS) {
    if (series.hint !== hint) {
      [hint, fromMs] = [series.hint, atMs];
      hints.push(hint);
    }
    const state = series.look(person(hint, atMs - fromMs, atMs), atMs);
    if (state !== 'going') return { state, hints, atMs };
  }
  return { state: 'going', hints, atMs: 20_000 };
}

/** Turns as asked, half a second after the sign. */
const asAsked = (hint: string, sinceMs: number): TurnSeen => {
  if (sinceMs < 500) return seen(0);
  return seen(hint === 'turn-left' ? 20 : hint === 'turn-right' ? -20 : 0);
};

test('two turns as asked are answered, with a pause before each and the front between', () => {
  const { state, hints } = play(seriesOf('left', 'right'), asAsked);
  assert.is(state, 'answered');
  assert.equal(hints, ['hold-still', 'turn-left', 'turn-back', 'hold-still', 'turn-right']);
});

test('a head that never turns is over after the time for an answer, not before', () => {
  const { state, atMs } = play(seriesOf('left'), () => seen(0));
  assert.is(state, 'over');
  assert.ok(atMs > 6000 && atMs < 8000);
});

test('somebody slow has five seconds for each turn', () => {
  const slow = (hint: string, sinceMs: number): TurnSeen => asAsked(hint, sinceMs - 4500);
  assert.is(play(seriesOf('right', 'right'), slow).state, 'answered');
});

test('left and right mixed up once: four turns are asked for then; twice: it is over', () => {
  let asked = 0;
  const once = (hint: string, sinceMs: number): TurnSeen => {
    if (hint.startsWith('turn-') && hint !== 'turn-back' && sinceMs === 0) asked++;
    const right = asAsked(hint, sinceMs);
    return asked === 1 ? seen(-right.yaw) : right;
  };
  const mended = play(seriesOf('left', 'left', 'right', 'left'), once);
  assert.is(mended.state, 'answered');
  assert.is(mended.hints.filter((hint) => /^turn-(left|right)/.test(hint)).length, 5);
  const always = (hint: string, sinceMs: number): TurnSeen => {
    const right = asAsked(hint, sinceMs);
    return seen(-right.yaw);
  };
  assert.is(play(seriesOf('left', 'right'), always).state, 'over');
});

test('after a turn that nobody asked for there are three; a head that goes on so is over', () => {
  let unasked = 0;
  const once = (hint: string, sinceMs: number): TurnSeen => {
    if (hint === 'hold-still' && unasked === 0 && sinceMs >= 200) {
      unasked++;
      return seen(20);
    }
    return asAsked(hint, sinceMs);
  };
  const { state, hints } = play(seriesOf('left', 'right'), once);
  assert.is(state, 'answered');
  assert.is(hints.filter((hint) => /^turn-(left|right)/.test(hint)).length, 3);
  const always = (hint: string, sinceMs: number): TurnSeen =>
    hint === 'hold-still' && sinceMs >= 200 ? seen(20) : seen(0);
  assert.is(play(seriesOf('left'), always).state, 'over');
});

test('whoever turned too far to be judged is asked to come back, and judged on the way', () => {
  const far = (hint: string, sinceMs: number): TurnSeen => {
    const asked = asAsked(hint, sinceMs);
    // Slowly back from 30 degrees: a second and a half from 24 to 10.
    if (hint === 'turn-back') return seen(Math.max(0, 30 - sinceMs / 100));
    return asked.yaw === 0 ? asked : seen(30, 'unclear');
  };
  const { state, hints } = play(seriesOf('left', 'left'), far);
  assert.is(state, 'answered');
  assert.is(hints.filter((hint) => hint === 'turn-left').length, 2);
});

test('a turn sooner than anybody can see the sign is none', () => {
  // Turns in the very frame in which it is asked, as a program would.
  const { state } = play(seriesOf('left', 'right'), (hint) =>
    seen(hint === 'turn-left' ? 20 : hint === 'turn-right' ? -20 : 0),
  );
  assert.is(state, 'over');
});

test('a track that breaks is no way to guess anew: wrong turns count on, and series are few', () => {
  const series = seriesOf('left');
  const wrong = (hint: string, sinceMs: number): TurnSeen => seen(-asAsked(hint, sinceMs).yaw);
  let [state, begun]: [SeriesState, number] = ['going', 1];
  // Broken as soon as the wrong turn was seen, as by a black frame in a film.
  for (; state === 'going' && begun < 10; begun++) {
    let hint = '';
    for (let [atMs, fromMs] = [0, 0]; state === 'going' && hint !== 'turn-back'; atMs += STEP_MS) {
      if (series.hint !== hint) [hint, fromMs] = [series.hint, atMs];
      state = series.look(wrong(hint, atMs - fromMs), atMs);
    }
    if (state === 'going') series.begin(0);
  }
  assert.is(state, 'over');
  assert.ok(begun <= 3, `${begun} series`);
  const broken = seriesOf('left', 'left');
  for (let n = 0; n < 3; n++) broken.begin(0);
  assert.is(broken.look(seen(0), 100), 'over', 'the fourth series of a try');
  broken.reset();
  broken.begin(0);
  assert.is(play(broken, asAsked).state, 'answered', 'a new try');
});

test('solid frames buy no room for as many flat ones', () => {
  const series = seriesOf('left');
  for (let n = 0; n < 50; n++) series.look(seen(11, 'solid'), n);
  let flat = 0;
  while (series.look(seen(11, 'flat'), 100) === 'going' && flat < 60) flat++;
  assert.ok(flat < 20, `${flat} flat frames after 50 solid ones`);
});

test('what looks flat ends it, asked or not', () => {
  const flat = (hint: string, sinceMs: number): TurnSeen => {
    const { yaw } = asAsked(hint, sinceMs);
    return seen(yaw, yaw === 0 ? 'unclear' : 'flat');
  };
  assert.is(play(seriesOf('left'), flat).state, 'over');
  assert.is(play(seriesOf('left'), () => seen(11, 'flat')).state, 'over');
});

test('a film of turns at fixed times passes only where it happens to show the sides that are drawn', () => {
  // Front 1.2 s, left 1 s, front 1.2 s, right 1 s, over and over.
  const film = (_hint: string, _sinceMs: number, atMs: number): TurnSeen => {
    const t = atMs % 4400;
    return seen(t < 1200 ? 0 : t < 2200 ? 20 : t < 3400 ? 0 : -20);
  };
  let passed = 0;
  const sides: TurnSide[] = ['left', 'right'];
  for (const one of sides)
    for (const two of sides) if (play(seriesOf(one, two, one, two), film).state === 'answered') passed++;
  assert.ok(passed <= 1, `${passed} of 4 draws`);
});

test('whatever moves, it is answered only after a solid turn to each side that was asked for', () => {
  const motion = fc.array(
    fc.record({
      yaw: fc.integer({ min: -40, max: 40 }),
      looks: fc.constantFrom<TurnSeen['looks']>('solid', 'flat', 'unclear'),
    }),
    { minLength: 10, maxLength: 150 },
  );
  fc.assert(
    fc.property(
      motion,
      fc.array(fc.constantFrom<TurnSide>('left', 'right'), { minLength: 1 }),
      (frames, sides) => {
        const series = seriesOf(...sides);
        let solid = 0;
        let side = '';
        for (const [index, { yaw, looks }] of frames.entries()) {
          const { hint } = series;
          // Also on the way back the last turn counts.
          if (hint === 'turn-left' || hint === 'turn-right') side = hint;
          const asked = side === 'turn-left' ? yaw : side === 'turn-right' ? -yaw : 0;
          if (asked >= 10 && looks === 'solid') solid++;
          const state = series.look(seen(yaw, looks), index * STEP_MS);
          if (state === 'answered') {
            assert.ok(solid >= 4, `${solid} solid frames to the asked sides`);
          }
          if (state !== 'going') return;
        }
      },
    ),
    { numRuns: 500 },
  );
});

test.run();
