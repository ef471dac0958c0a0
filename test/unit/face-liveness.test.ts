import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import {
  Attempt,
  Coach,
  FaceReader,
  MESH_NUMBERS,
  type Outcome,
  SecretMemory,
} from '../../device-daemon/face/index.ts';
import type { CoachHint, TurnSide } from '../../domain/index.ts';
import {
  cardPhotoPicture,
  darkScene,
  flatPhotoOf,
  headOf,
  type Person,
  personScene,
  type Scene,
  stillScene,
  twoPeopleScene,
} from '../fixtures/face/index.ts';

const memory = new SecretMemory();
const reader = await FaceReader.load(modelsFolder(), memory);
const RATE = 6;

/** Shows a scene to one try, frame by frame without waiting. */
async function show(
  scene: Scene,
  card: Person,
  side: TurnSide,
  seconds = scene.seconds,
): Promise<Outcome & { hints: Set<CoachHint> }> {
  const attempt = new Attempt(reader, { matchFrom: 0.43, sameTrackFrom: 0.35, drawSide: () => side }, memory);
  const points = new Float32Array(MESH_NUMBERS);
  assert.ok(await reader.embedCard(await cardPhotoPicture(card), points, attempt.reference));
  attempt.begin();
  const hints = new Set<CoachHint>();
  for (let frame = 0; frame < seconds * RATE; frame++) {
    const seen = await attempt.look(scene.frameAt(frame / RATE), (frame * 1000) / RATE);
    hints.add(seen.coaching.hint);
    if (seen.outcome !== undefined) return { ...seen.outcome, hints };
  }
  return { ...attempt.timeUp(), hints };
}

test('the person of the card is matched on another photograph, turning to either side', async () => {
  const scene = await personScene('anna');
  for (const side of ['left', 'right'] as const) {
    const shown = await show(scene, 'annaOnCard', side);
    assert.is(shown.result, 'matched', side);
    assert.ok(shown.score > 0.5);
    assert.ok(shown.hints.has(side === 'left' ? 'turn-left' : 'turn-right'));
  }
});

test('other people are alive and not matched', async () => {
  for (const person of ['berta', 'dora'] as const) {
    const shown = await show(await personScene(person), 'annaOnCard', 'left');
    assert.is(shown.result, 'not-matched', person);
    assert.ok(shown.score < 0.3);
  }
});

test('a person who does not turn is not live', async () => {
  assert.is((await show(await stillScene('anna'), 'annaOnCard', 'left')).result, 'not-live');
});

test('a turn to the other side only is not live', async () => {
  // The scene turns left first: its first 5 s hold no turn to the right.
  assert.is((await show(await personScene('anna'), 'annaOnCard', 'right', 5)).result, 'not-live');
});

test('a print of the card holder is never matched, moved, tilted or bent', async () => {
  for (const [person, seed] of [
    ['anna', 1],
    ['berta', 5],
    ['dora', 6],
  ] as const) {
    const scene = flatPhotoOf(await headOf(person), seed);
    const card = person === 'anna' ? 'annaOnCard' : person;
    const shown = await show(scene, card, seed % 2 === 0 ? 'right' : 'left', 10);
    // The print is the right person all the same: only the liveness keeps it out.
    assert.ok(shown.score > 0.5, `${person} ${seed}`);
    assert.is(shown.result, 'not-live', `${person} ${seed}`);
  }
});

test('two people are told to come one by one', async () => {
  const shown = await show(await twoPeopleScene('anna', 'berta'), 'annaOnCard', 'left', 1);
  assert.is(shown.result, 'no-face');
  assert.equal([...shown.hints], ['one-person']);
});

test('in the dark there is no face, and more light is asked for', async () => {
  const shown = await show(darkScene(), 'annaOnCard', 'left', 1);
  assert.equal([shown.result, shown.score, ...shown.hints], ['no-face', -1, 'more-light']);
});

test('when one person is followed by another, everything begins anew', async () => {
  const [one, other] = [await stillScene('anna'), await personScene('berta')];
  const swapped: Scene = { seconds: 9, frameAt: (t) => (t < 2.1 ? one.frameAt(t) : other.frameAt(t - 0.1)) };
  const shown = await show(swapped, 'annaOnCard', 'left');
  assert.is.not(shown.result, 'matched');
});

test('a hint stays 0.7 s', () => {
  const coach = new Coach();
  assert.ok(coach.consider({ hint: 'look-here', progress: 0 }, 0));
  assert.is(coach.consider({ hint: 'closer', progress: 0 }, 600), undefined);
  assert.equal(coach.consider({ hint: 'closer', progress: 0 }, 700), { hint: 'closer', progress: 0 });
  assert.is(coach.consider({ hint: 'closer', progress: 0.01 }, 900), undefined);
  assert.ok(coach.consider({ hint: 'closer', progress: 0.2 }, 900));
});

test.run();
