import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { CoarseDrawing } from '../../device-daemon/face/coarse-drawing.ts';
import {
  cosine,
  EMBEDDING_LENGTH,
  FaceReader,
  lengthOf,
  likeness,
  MESH_NUMBERS,
  SecretMemory,
} from '../../device-daemon/face/index.ts';
import { type Affine, samplePicture } from '../../device-daemon/face/sampling.ts';
import { mapOfView } from '../../device-daemon/face/views.ts';
import type { Picture } from '../../domain/index.ts';
import { cardPhotoPicture, portrait } from '../fixtures/face/index.ts';

const SIDE = 112;
const COLOURS = { mean: 0, deviation: 1, order: 'rgb' } as const;
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

test('a coarse drawing shows the same face without its fine lines', () => {
  // Stripes two pixels wide on a slope of grey, in a picture four times as fine as the aligned face.
  const side = 4 * SIDE;
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      pixels.fill(60 + x / 4 + ((x >> 3) % 2 === 0 ? 40 : 0), (y * side + x) * 3, (y * side + x) * 3 + 3);
  const picture: Picture = { width: side, height: side, channels: 3, pixels };
  const map = { a: 4, b: 0, c: 0, d: 0, e: 4, f: 0 };
  const [fine, coarse] = [new Float32Array(3 * SIDE * SIDE), new Float32Array(3 * SIDE * SIDE)];
  samplePicture(picture, map, SIDE, COLOURS, fine);
  const drawing = new CoarseDrawing(new SecretMemory());
  assert.ok(drawing.draw(picture, map, 12, COLOURS, coarse));
  const row = (values: Float32Array): Float32Array => values.subarray(56 * SIDE + 20, 56 * SIDE + 92);
  const roughness = (values: Float32Array): number =>
    row(values).reduce((sum, value, i, all) => sum + (i === 0 ? 0 : Math.abs(value - (all[i - 1] ?? 0))), 0);
  const mean = (values: Float32Array): number => row(values).reduce((sum, value) => sum + value, 0) / 72;
  assert.ok(roughness(coarse) < 0.5 * roughness(fine), `${roughness(coarse)} of ${roughness(fine)}`);
  assert.ok(Math.abs(mean(coarse) - mean(fine)) < 3);
  assert.is(
    drawing.draw(picture, { ...map, a: 0.25, e: 0.25 }, 12, COLOURS, coarse),
    false,
    'no finer itself',
  );
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
