import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FaceReader, MESH_NUMBERS, SecretMemory } from '../../device-daemon/face/index.ts';
import {
  brightnessOf,
  type CoachHint,
  type FaceLook,
  FrontHints,
  hintsOf,
  hintWithoutFace,
  lookAtFace,
  qualityOf,
} from '../../domain/index.ts';
import {
  againstWindow,
  type Drawing,
  headOf,
  lit,
  type Person,
  plain,
  smeared,
  withBeard,
  withCap,
  withDarkGlasses,
  withFringe,
  withMask,
} from '../fixtures/face/index.ts';

/** All faces of the fixtures. */
const PEOPLE: Person[] = ['annaOnCard', 'anna', 'berta', 'clara', 'dora'];
const faces = new Map<Person, Drawing>();
for (const person of PEOPLE) faces.set(person, (await headOf(person)).draw({ yaw: 0 }));
const reader = await FaceReader.load(modelsFolder(), new SecretMemory());

/** A person's face, turned to the front. */
function front(person: Person): Drawing {
  const face = faces.get(person);
  if (face === undefined) throw new Error(person);
  return face;
}

/** The mesh of a picture as the daemon finds it. */
async function meshOf(picture: Drawing): Promise<Float32Array> {
  const points = new Float32Array(MESH_NUMBERS);
  const [face] = await reader.find(picture);
  assert.ok(face !== undefined && (await reader.meshOf(picture, face, points)), 'no face in the picture');
  return points;
}

/** What the daemon sees of a picture: its own detector and mesh, nothing of what was drawn is known. */
async function lookAt(picture: Drawing, atMs = 0): Promise<FaceLook> {
  const faces = await reader.find(picture);
  return lookAtFace(picture, await meshOf(picture), faces, atMs);
}

/** The hints of one person who shows the same look again and again, one entry a change. */
function hintsOver(look: FaceLook, milliseconds: number): (CoachHint | undefined)[] {
  const hints = new FrontHints();
  const told: (CoachHint | undefined)[] = [];
  for (let atMs = 0; atMs <= milliseconds; atMs += 100) {
    const hint = hints.hintOf({ ...look, atMs });
    if (told.length === 0 || told.at(-1) !== hint) told.push(hint);
  }
  return told;
}

test('a person who looks ahead in fair light is told nothing', async () => {
  for (const person of PEOPLE) assert.is(hintsOf(await lookAt(front(person)))[0], undefined, person);
});

test('caps, masks, glasses: what covers a face is told apart, and lowers its weight', async () => {
  for (const person of PEOPLE) {
    const picture = front(person);
    const mesh = await meshOf(picture);
    const free = qualityOf(lookAtFace(picture, mesh));
    for (const colour of ['#24407a', '#4b5320', '#3f5a30', '#a01818']) {
      const look = await lookAt(withCap(picture, mesh, colour));
      assert.equal(hintsOver(look, 8000), [undefined, 'hat-off', undefined], `${person} in a cap ${colour}`);
      assert.ok(qualityOf(look) < 0.8 * free, `${person} in a cap ${colour}`);
    }
    for (const colour of ['#cfe3ee', '#f4f4f2', '#16171a']) {
      // Looked at with the points of the free face: whether the networks find a masked one is theirs.
      const look = lookAtFace(withMask(picture, mesh, colour), mesh);
      assert.equal(
        hintsOver(look, 8000),
        [undefined, 'mask-off', undefined],
        `${person} in a mask ${colour}`,
      );
      assert.ok(qualityOf(look) < 0.5 * free, `${person} in a mask ${colour}`);
    }
    const glasses = await lookAt(withDarkGlasses(picture, mesh));
    assert.ok(glasses.eyes < 0.6, `${person} eyes ${glasses.eyes}`);
    assert.equal(hintsOver(glasses, 8000), [undefined], `${person} in dark glasses`);
    assert.ok(qualityOf({ ...lookAtFace(picture, mesh), eyes: glasses.eyes }) < free, person);
  }
});

test('hair and beards of any colour are no hat and no mask', async () => {
  const hair = [
    [24, 22, 24],
    [86, 60, 42],
    [128, 128, 130],
    [226, 226, 228],
  ] as const;
  for (const person of PEOPLE) {
    const picture = front(person);
    const mesh = await meshOf(picture);
    for (const colour of hair) {
      assert.equal(
        hintsOver(await lookAt(withFringe(picture, mesh, colour)), 3000),
        [undefined],
        `${person} with a fringe of ${colour}`,
      );
      const look = lookAtFace(withBeard(picture, mesh, colour), mesh);
      assert.equal(hintsOver(look, 3000), [undefined], `${person} with a beard of ${colour}`);
    }
  }
});

test('too dark, against a window, burnt out', async () => {
  for (const person of PEOPLE) {
    const picture = front(person);
    const mesh = await meshOf(picture);
    const free = qualityOf(lookAtFace(picture, mesh));
    const dark = lookAtFace(lit(picture, 0.15), mesh);
    assert.is(hintsOf(dark)[0], 'more-light', person);
    const window = lookAtFace(againstWindow(picture, mesh), mesh);
    assert.is(hintsOf(window)[0], 'less-light', person);
    const bright = lookAtFace(lit(picture, 1.2, 150), mesh);
    assert.is(hintsOf(bright)[0], 'less-light', person);
    for (const bad of [dark, window, bright]) assert.ok(qualityOf(bad) < 0.7 * free, person);
  }
});

test('dark skin in fair light is not dark', async () => {
  // Half of the light comes back from the skin, and all from the wall.
  const picture = front('dora');
  const mesh = await meshOf(picture);
  assert.is(hintsOf(lookAtFace(lit(picture, 0.45), mesh))[0], undefined);
});

test('where the face stands and where it looks', async () => {
  const head = await headOf('anna');
  const ahead = await lookAt(head.draw({ yaw: 0 }));
  assert.is(hintsOf(await lookAt(head.draw({ yaw: 24 })))[0], 'look-here');
  assert.ok((await lookAt(head.draw({ yaw: 20 }))).yaw > ahead.yaw + 10, 'left is positive');
  assert.ok((await lookAt(head.draw({ yaw: -20 }))).yaw < ahead.yaw - 10, 'right is negative');
  assert.ok((await lookAt(head.draw({ yaw: 0, pitch: 12 }))).pitch !== ahead.pitch);
  assert.is(hintsOf({ ...ahead, width: 0.15 })[0], 'closer');
  assert.is(hintsOf({ ...ahead, width: 0.8 })[0], 'farther');
  assert.is(hintsOf({ ...ahead, offY: -0.3 })[0], 'centre');
  assert.is(hintsOf({ ...ahead, secondPerson: true, width: 0.1 })[0], 'one-person', 'the worst first');
  const moved = { ...ahead, atMs: 100, middle: { x: ahead.middle.x + 30, y: ahead.middle.y } };
  assert.is(hintsOf(moved, ahead)[0], 'hold-still');
  assert.is(
    hintsOf({ ...moved, atMs: 5000 }, ahead)[0],
    undefined,
    'after a gap nothing is known of movement',
  );
});

test('a second face counts only when it is near', async () => {
  const picture = front('anna');
  const mesh = await meshOf(picture);
  const face = { x: 320, y: 240, width: 200 };
  assert.is(hintsOf(lookAtFace(picture, mesh, [face, { x: 40, y: 80, width: 120 }]))[0], 'one-person');
  assert.is(hintsOf(lookAtFace(picture, mesh, [face, { x: 40, y: 80, width: 40 }]))[0], undefined);
});

test('the better of two pictures weighs more', async () => {
  const head = await headOf('berta');
  const mesh = await meshOf(head.picture);
  const best = qualityOf(lookAtFace(head.picture, mesh));
  assert.ok(best > 0.5 && best <= 1, `${best}`);
  assert.ok(qualityOf(lookAtFace(smeared(head.picture, 14), mesh)) < 0.8 * best, 'smeared');
  assert.ok(qualityOf(await lookAt(head.draw({ yaw: 22 }))) < 0.8 * best, 'turned away');
  const small = qualityOf({ ...lookAtFace(head.picture, mesh), pixels: 60 });
  assert.ok(small > 0 && small < 0.6 * best, 'small');
});

test('a hat is asked for once and then let be, also when it comes and goes', async () => {
  const picture = front('anna');
  const mesh = await meshOf(picture);
  const [free, hat] = [lookAtFace(picture, mesh), lookAtFace(withCap(picture, mesh, '#24407a'), mesh)];
  const hints = new FrontHints();
  let asked = 0;
  for (let atMs = 0; atMs < 30_000; atMs += 100) {
    const look = atMs % 3000 < 2000 ? hat : free;
    if (hints.hintOf({ ...look, atMs }) === 'hat-off') asked++;
  }
  assert.ok(asked > 20 && asked <= 42, `${asked} pictures of 300`);
  hints.reset();
  const next = [0, 300, 600, 900].map((atMs) => hints.hintOf({ ...hat, atMs }));
  assert.is(next.at(-1), 'hat-off', 'the next person is asked too');
});

test('without a face: light when it is dark, the place to look at otherwise; no size breaks it', () => {
  assert.is(hintWithoutFace(brightnessOf(plain(640, 480, [6, 6, 6]))), 'more-light');
  assert.is(hintWithoutFace(brightnessOf(plain(320, 240, [140, 130, 120]))), 'look-here');
  const nothing = new Float32Array(MESH_NUMBERS);
  for (const [width, height] of [
    [1, 1],
    [320, 240],
    [3840, 2160],
  ] as const)
    for (const mesh of [nothing, nothing.map(() => -50), nothing.map(() => Number.NaN)]) {
      const quality = qualityOf(lookAtFace(plain(width, height, [0, 0, 0]), mesh));
      assert.not(quality > 0.1, `${width} x ${height}: ${quality}`);
    }
});

test.run();
