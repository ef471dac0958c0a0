import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import {
  cosine,
  EMBEDDING_LENGTH,
  FaceReader,
  lengthOf,
  likeness,
  MESH_NUMBERS,
  SecretMemory,
} from '../../device-daemon/face/index.ts';
import type { Affine } from '../../device-daemon/face/sampling.ts';
import { mapOfView } from '../../device-daemon/face/views.ts';
import { cardPhotoPicture, portrait } from '../fixtures/face/index.ts';

const place = (map: Affine, x: number, y: number): readonly number[] => [
  map.a * x + map.b * y + map.c,
  map.d * x + map.e * y + map.f,
];
const near = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((value, i) => Math.abs(value - (other[i] ?? 0)) < 1e-9);

test('a view with more around it keeps the middle of the face in its place', () => {
  const map = { a: 0.9, b: -0.3, c: 20, d: 0.3, e: 0.9, f: 11 };
  const wider = mapOfView(map, { scale: 1.25 });
  assert.ok(near(place(wider, 56, 72), place(map, 56, 72)));
  assert.ok(near(place(wider, 56 + 8, 72), place(map, 56 + 10, 72)));
  assert.ok(near(place(mapOfView(map, { right: 3, down: -2 }), 0, 0), place(map, 3, -2)));
});

test('likeness: the cosine, weighed by both lengths, never more than 1', () => {
  const [card, live] = [new Float32Array([0.9, 0]), new Float32Array([0.6, 0.8])];
  assert.ok(Math.abs(likeness(card, live) - 0.54) < 1e-6);
  assert.ok(Math.abs(likeness(card, live, 1.1) - 0.594) < 1e-6);
  assert.is(likeness(new Float32Array([1.1, 0]), new Float32Array([1.1, 0])), 1);
  assert.is(likeness(new Float32Array(2), live), 0);
});

test('the person on the card is told from three others, by stills and by frames', async () => {
  const memory = new SecretMemory();
  const reader = await FaceReader.load(modelsFolder(), memory);
  const points = memory.floats(MESH_NUMBERS);
  const [card, live, frame] = [1, 2, 3].map(() => memory.floats(EMBEDDING_LENGTH));
  if (card === undefined || live === undefined || frame === undefined) throw new Error('no memory');
  assert.ok(await reader.embedCard(await cardPhotoPicture('annaOnCard'), points, card));
  const scores = new Map<string, number>();
  for (const person of ['anna', 'berta', 'clara', 'dora'] as const) {
    const picture = await portrait(person);
    assert.ok(await reader.embedLive(picture, points, live));
    await reader.embed(picture, points, frame);
    assert.ok(cosine(live, frame) > 0.9, 'both ways to look show the same face');
    for (const embedding of [live, frame])
      assert.ok(lengthOf(embedding) > 0.94 && lengthOf(embedding) < 1.06, `${lengthOf(embedding)}`);
    scores.set(person, likeness(card, live));
  }
  const { anna = 0, ...others } = Object.fromEntries(scores);
  assert.ok(anna > 0.5 && Math.max(...Object.values(others)) < 0.35, JSON.stringify([...scores]));
});

test.run();
