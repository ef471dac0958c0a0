import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type PictureSeen, TryWitness } from '../../device-daemon/face/try-witness.ts';

const FINE: PictureSeen = { brightness: 120, faces: 1, several: false };

interface Film {
  readonly seconds: number;
  /** Frames a second that the browser sends, and those of them that show a new picture: every so many. */
  readonly rate?: number;
  readonly newEvery?: number;
  /** Of every so many frames one is looked at; the others find the worker busy. */
  readonly lookEvery?: number;
  /** From here on the picture stands still. */
  readonly frozenFrom?: number;
  readonly seen?: (n: number) => PictureSeen;
}

/** A try that begins at 1,000 ms, with one film. */
function tryOf({ seconds, rate = 9, newEvery = 1, lookEvery = 1, frozenFrom, seen = () => FINE }: Film) {
  const witness = new TryWitness();
  witness.begin(1000);
  for (let n = 0; n / rate < seconds; n++) {
    if (n % lookEvery !== 0) continue;
    const still = (frozenFrom !== undefined && n / rate > frozenFrom) || n % newEvery !== 0;
    witness.came({
      arrivedMs: 1100 + (n * 1000) / rate,
      sequence: n + 1,
      newness: still ? 'still' : 'new',
    });
    if (!still) witness.saw(seen(n));
  }
  return { witness, endMs: 1100 + seconds * 1000 };
}

const codeOf = (film: Film): string | null => {
  const { witness, endMs } = tryOf(film);
  return witness.explain('no-face', endMs);
};

test('a picture that stands still, a slow camera, the dark, too much light and a crowd each have their code', () => {
  assert.is(codeOf({ seconds: 6, frozenFrom: 2 }), 'E-FACE-005');
  assert.is(codeOf({ seconds: 6, frozenFrom: 0 }), 'E-FACE-005', 'frozen from the first picture on');
  assert.is(codeOf({ seconds: 5, rate: 2 }), 'E-FACE-006');
  assert.is(codeOf({ seconds: 5, rate: 12, newEvery: 6 }), 'E-FACE-006', 'each picture sent six times');
  assert.is(codeOf({ seconds: 5, seen: () => ({ brightness: 2, faces: 0, several: false }) }), 'E-FACE-007');
  assert.is(
    codeOf({ seconds: 5, seen: () => ({ brightness: 250, faces: 0, several: false }) }),
    'E-FACE-007',
  );
  assert.is(codeOf({ seconds: 5, seen: () => ({ brightness: 110, faces: 8, several: true }) }), 'E-FACE-010');
});

test('a covered lens gives one black picture again and again: that is the dark and not a frozen camera', () => {
  const black = { brightness: 0, faces: 0, several: false };
  assert.is(codeOf({ seconds: 5, frozenFrom: 0, seen: () => black }), 'E-FACE-007');
});

test('no picture at all, and pictures that stop', () => {
  const nothing = new TryWitness();
  nothing.begin(0);
  assert.is(nothing.explain('no-face', 5000), 'E-FACE-006');
  const { witness, endMs } = tryOf({ seconds: 3 });
  assert.is(witness.explain('no-face', endMs + 200), null);
  assert.is(witness.explain('no-face', endMs + 3500), 'E-FACE-005');
});

test('refused and repeated frames count together; a few may be an accident', () => {
  for (const [refused, repeated, code] of [
    [2, 2, null],
    [5, 0, 'E-FACE-009'],
    [0, 5, 'E-FACE-009'],
    [3, 2, 'E-FACE-009'],
  ] as const) {
    const { witness, endMs } = tryOf({ seconds: 4 });
    for (let i = 0; i < refused; i++) witness.refused();
    for (let i = 0; i < repeated; i++)
      witness.came({ arrivedMs: endMs + i, sequence: 100 + i, newness: 'repeated' });
    assert.is(witness.explain('not-live', endMs + 100), code);
  }
});

test('a camera on its side, and what the infrared camera has to say', () => {
  const { witness, endMs } = tryOf({ seconds: 4 });
  assert.is(witness.explain('not-live', endMs, 'no-face'), 'E-FACE-011');
  assert.is(witness.explain('not-live', endMs, 'no-pictures'), 'E-FACE-012');
  witness.lies(270);
  assert.is(witness.explain('no-face', endMs), 'E-FACE-008');
  witness.begin(endMs);
  assert.is(witness.turnNeeded, 0, 'the next try begins anew');
});

test('matched and not-matched need no explanation, whatever was seen', () => {
  const { witness, endMs } = tryOf({ seconds: 6, frozenFrom: 1 });
  witness.lies(90);
  assert.is(witness.explain('matched', endMs, 'no-face'), null);
  assert.is(witness.explain('not-matched', endMs, 'no-pictures'), null);
});

test('an undisturbed try has no code, whatever the person does and however busy the machine is', () => {
  const picture = fc.record({
    brightness: fc.integer({ min: 60, max: 220 }),
    faces: fc.integer({ min: 0, max: 1 }),
    several: fc.constant(false),
  });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.integer({ min: 5, max: 30 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(picture, { minLength: 1, maxLength: 50 }),
      fc.constantFrom('no-face' as const, 'not-live' as const),
      (seconds, rate, lookEvery, pictures, result) => {
        const seen = (n: number) => pictures[n % pictures.length] ?? FINE;
        const { witness, endMs } = tryOf({ seconds, rate, lookEvery, seen });
        assert.is(witness.explain(result, endMs), null);
      },
    ),
  );
});

test('passers-by behind the person for half of the try are no crowd, and a moment of darkness is no dark place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 29 }), (share, phase) => {
      const at = (n: number) => ((n * 37 + phase) % 100) + 1 <= share;
      assert.is(
        codeOf({ seconds: 12, seen: (n) => ({ brightness: 120, faces: at(n) ? 2 : 1, several: at(n) }) }),
        null,
      );
      assert.is(codeOf({ seconds: 12, seen: (n) => ({ ...FINE, brightness: at(n) ? 10 : 120 }) }), null);
    }),
  );
});

test('each fault is found in any long enough try', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 4.5, max: 20, noNaN: true }),
      fc.integer({ min: 6, max: 30 }),
      (seconds, rate) => {
        assert.is(codeOf({ seconds, rate, frozenFrom: seconds - 4 }), 'E-FACE-005');
        assert.is(codeOf({ seconds, rate, newEvery: Math.ceil(rate / 2) }), 'E-FACE-006');
        assert.is(codeOf({ seconds, rate, seen: () => ({ ...FINE, brightness: 20 }) }), 'E-FACE-007');
        assert.is(
          codeOf({ seconds, rate, seen: () => ({ ...FINE, faces: 3, several: true }) }),
          'E-FACE-010',
        );
      },
    ),
  );
});

test.run();
