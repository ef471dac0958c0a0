import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FaceReader, SecretMemory } from '../../device-daemon/face/index.ts';
import { SidewaysFace } from '../../device-daemon/face/sideways-face.ts';
import { type QuarterTurn, turnedPicture } from '../../device-daemon/face/turned-picture.ts';
import { PEOPLE, plain, portrait } from '../fixtures/face/index.ts';
import { withGrain } from '../fixtures/face/pictures.ts';

const TURNS: readonly QuarterTurn[] = [0, 90, 180, 270];

test('a picture is turned clockwise, in quarters', () => {
  // Two rows of three pixels, named by their red.
  const picture = plain(3, 2, [0, 0, 0]);
  [1, 2, 3, 4, 5, 6].forEach((red, i) => {
    picture.pixels[4 * i] = red;
  });
  const target = new Uint8Array(3 * 3 * 4);
  const redsOf = (turn: QuarterTurn) => {
    const { width, height, pixels } = turnedPicture(picture, turn, 3, target);
    return [width, height, ...Array.from({ length: 6 }, (_, i) => pixels[4 * i])];
  };
  assert.equal(redsOf(0), [3, 2, 1, 2, 3, 4, 5, 6]);
  assert.equal(redsOf(90), [2, 3, 4, 1, 5, 2, 6, 3]);
  assert.equal(redsOf(180), [3, 2, 6, 5, 4, 3, 2, 1]);
  assert.equal(redsOf(270), [2, 3, 3, 6, 2, 5, 1, 4]);
});

test('how a camera lies is told for every person and turn, and an upright one is left alone', async () => {
  const memory = new SecretMemory();
  const sideways = new SidewaysFace(await FaceReader.load(modelsFolder(), memory), memory);
  const target = new Uint8Array(640 * 640 * 4);
  for (const person of PEOPLE) {
    const upright = await portrait(person);
    for (const turn of TURNS) {
      const lying = turnedPicture(upright, turn, 640, target);
      assert.is(await sideways.turnOf(lying), (360 - turn) % 360, `${person} turned by ${turn}`);
    }
  }
  assert.is(await sideways.turnOf(plain(640, 480, [120, 120, 120])), 0, 'nobody');
  assert.is(await sideways.turnOf(withGrain(plain(640, 480, [128, 128, 128]), 1, 128)), 0, 'noise');
  memory.wipe();
});

test.run();
